package org.multihost.migration.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.Companion;
import org.multihost.migration.internal.config.text.Names;
import org.multihost.migration.spi.VmSpec;
import org.multihost.migration.spi.text.ShellWord;

/**
 * The texts of companions: the options, then the command, as in {@code name=tpm socket={dir}/tpm
 * program --option}. In a setting the word {@code ;} separates two companions.
 */
final class CompanionTexts {

  private static final String NAME = "name";
  private static final String SOCKET = "socket";
  private static final Pattern OPTION = Pattern.compile("([a-z-]+)=(.*)", Pattern.DOTALL);
  private static final String ALLOWED =
      "[name=…], then [socket=…] if the companion listens there, then its program and arguments, quoted as in a shell; the word [;] before the next companion";

  private CompanionTexts() {}

  /** Returns the text of an annotation. */
  static String of(Companion companion) {
    return Stream.of(
            Stream.of(NAME + "=" + ShellWord.of(companion.name())),
            Stream.of(companion.socket())
                .filter(path -> !path.isEmpty())
                .map(path -> SOCKET + "=" + ShellWord.of(path)),
            command(companion.command()))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }

  private static Stream<String> command(String[] words) {
    return words.length == 1 ? Stream.of(words) : Arrays.stream(words).map(ShellWord::of);
  }

  static SettingType<List<VmSpec.Companion>> type() {
    return new SettingType<>(
        "`name=…`, `socket=…` and a command, quoted as in a shell; `;` between two companions",
        CompanionTexts::companions);
  }

  private static List<VmSpec.Companion> companions(Setting setting, UnaryOperator<String> fill) {
    Set<String> names = new HashSet<>();
    return texts(setting).stream()
        .map(words -> companion(setting, words.stream().map(fill).toList()))
        .peek(
            each -> {
              if (!names.add(each.name())) {
                throw setting.refuse("companions with different names; two are " + each.name());
              }
            })
        .toList();
  }

  /** Returns the words of each companion; those of an annotation are taken as they are. */
  private static List<List<String>> texts(Setting setting) {
    if (VmSetting.isAnnotated(setting)) {
      return VmSetting.elements(setting).stream().map(text -> split(setting, text)).toList();
    }
    List<List<String>> all = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String word : split(setting, setting.value())) {
      if (word.equals(";")) {
        all.add(current);
        current = new ArrayList<>();
      } else {
        current.add(word);
      }
    }
    if (!current.isEmpty()) {
      all.add(current);
    }
    return all;
  }

  private static List<String> split(Setting setting, String text) {
    try {
      return ShellWord.split(text);
    } catch (IllegalArgumentException wrong) {
      throw setting.refuse(ALLOWED + "; " + wrong.getMessage());
    }
  }

  private static VmSpec.Companion companion(Setting setting, List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    int next = 0;
    for (; next < words.size(); next++) {
      Matcher option = OPTION.matcher(words.get(next));
      if (!option.matches()) {
        break;
      }
      if (!Set.of(NAME, SOCKET).contains(option.group(1))
          || options.put(option.group(1), option.group(2)) != null) {
        throw setting.refuse(ALLOWED);
      }
    }
    String name = options.getOrDefault(NAME, "");
    if (!Names.isAllowed(name)) {
      throw setting.refuse("a name of each companion, of " + Names.ALLOWED);
    }
    List<String> command = words.subList(next, words.size());
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw setting.refuse("a program of companion [" + name + "]");
    }
    return new VmSpec.Companion(
        name, command, Optional.ofNullable(options.get(SOCKET)).filter(path -> !path.isBlank()));
  }
}
