package org.multihost.migration.qemu.machine;

import static org.apiguardian.api.API.Status.INTERNAL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The arguments of a user, separated into the machine type, the CPU model and all others. The type
 * is taken out, so that the devices follow it; options of the machine, such as {@code smm=off},
 * stay.
 *
 * @param type of the last {@code -machine} that has one
 * @param cpu of the last {@code -cpu}
 * @param others in their order
 */
@API(status = INTERNAL)
public record GivenArguments(Optional<String> type, Optional<String> cpu, List<String> others) {

  /** Separates arguments. */
  public static GivenArguments of(List<String> arguments) {
    Optional<String> type = Optional.empty();
    Optional<String> cpu = Optional.empty();
    List<String> others = new ArrayList<>();
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      // A last word without its value is for QEMU to refuse.
      switch (words.hasNext() ? word.replaceFirst("^--", "-") : "") {
        case "-machine", "-M" -> {
          String value = words.next();
          Optional<String> named = words(value).filter(GivenArguments::isType).findFirst();
          type = named.isPresent() ? named : type;
          String options =
              words(value).filter(each -> !isType(each)).collect(Collectors.joining(","));
          if (!options.isEmpty()) {
            others.addAll(List.of(word, options));
          }
        }
        case "-cpu" -> cpu = Optional.of(words.next());
        default -> others.add(word);
      }
    }
    return new GivenArguments(
        type.map(name -> name.replaceFirst("^type=", "")), cpu, List.copyOf(others));
  }

  /** Returns the same with other arguments before these. */
  GivenArguments after(List<String> before) {
    return new GivenArguments(type, cpu, Stream.concat(before.stream(), others.stream()).toList());
  }

  private static Stream<String> words(String value) {
    return Arrays.stream(value.split(","));
  }

  /* The name of QEMU's first option may be left out; [help] prints all types. */
  private static boolean isType(String word) {
    return word.startsWith("type=") || word.matches("(?!help$)[A-Za-z][\\w.-]*");
  }
}
