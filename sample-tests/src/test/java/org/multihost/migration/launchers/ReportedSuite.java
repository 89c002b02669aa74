package org.multihost.migration.launchers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A report of Surefire on one class.
 *
 * @param counts its own counts, by attribute
 */
record ReportedSuite(String name, Map<String, Integer> counts, List<Case> cases) {

  private static final List<String> COUNTS = List.of("tests", "failures", "errors", "skipped");

  /**
   * An element {@code testcase}.
   *
   * @param verdict the name of the element inside, such as {@code failure}, or empty
   * @param type the type of the throwable, or empty
   */
  record Case(String className, String name, String verdict, String type) {

    private static Case of(Element element) {
      Element inside =
          children(element)
              .filter(each -> !each.getTagName().startsWith("system-"))
              .findFirst()
              .orElse(null);
      return new Case(
          element.getAttribute("classname"),
          element.getAttribute("name"),
          inside == null ? "" : inside.getTagName(),
          inside == null ? "" : inside.getAttribute("type"));
    }
  }

  static List<ReportedSuite> read(List<Path> files) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    List<ReportedSuite> suites = new ArrayList<>();
    for (Path file : files) {
      Element suite = parser.parse(file.toFile()).getDocumentElement();
      suites.add(
          new ReportedSuite(
              suite.getAttribute("name"),
              COUNTS.stream()
                  .collect(
                      Collectors.toMap(
                          name -> name, name -> Integer.valueOf(suite.getAttribute(name)))),
              children(suite)
                  .filter(each -> each.getTagName().equals("testcase"))
                  .map(Case::of)
                  .toList()));
    }
    return suites;
  }

  private static Stream<Element> children(Element element) {
    NodeList nodes = element.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
        .map(Element.class::cast);
  }

  /** The counts that the elements have. */
  Map<String, Integer> counted() {
    return counts(cases.size(), count("failure"), count("error"), count("skipped"));
  }

  static Map<String, Integer> counts(int tests, int failures, int errors, int skipped) {
    return Map.of("tests", tests, "failures", failures, "errors", errors, "skipped", skipped);
  }

  private int count(String verdict) {
    return (int) cases.stream().filter(each -> each.verdict().equals(verdict)).count();
  }
}
