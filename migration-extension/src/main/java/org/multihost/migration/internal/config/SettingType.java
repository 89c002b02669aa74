package org.multihost.migration.internal.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.multihost.migration.internal.config.text.Words;

/**
 * The values of a setting.
 *
 * @param text the values in words, for the documentation
 * @param parser parses a value whose placeholders a function fills in, or throws {@link
 *     Setting#refuse}
 */
record SettingType<T>(String text, BiFunction<Setting, UnaryOperator<String>, T> parser) {

  static <T> SettingType<T> of(String text, Function<Setting, T> parser) {
    return new SettingType<>(text, (setting, fill) -> parser.apply(setting.filled(fill)));
  }

  /** A list whose elements are filled in one by one, so that a value is never split. */
  static SettingType<List<String>> list(String text, Function<Setting, List<String>> splitter) {
    return new SettingType<>(
        text, (setting, fill) -> splitter.apply(setting).stream().map(fill).toList());
  }

  static SettingType<Optional<String>> text(String text) {
    return of(text, setting -> Optional.of(setting.value()));
  }

  static SettingType<List<String>> words(String text) {
    return of(text, setting -> List.of(setting.value().strip().split("\\s+")));
  }

  /** A setting that depends on others, and is parsed where they are known. */
  static SettingType<Optional<Setting>> raw(String text) {
    return of(text, Optional::of);
  }

  static SettingType<Integer> wholeNumber(int least, int most) {
    return of(least + " to " + most, setting -> setting.wholeNumber(least, most));
  }

  static SettingType<Duration> duration() {
    return of("duration", Setting::duration);
  }

  static SettingType<Optional<Path>> path() {
    return of("path", setting -> Optional.of(setting.path()));
  }

  /** A constant of an enum, by its word. */
  static <E extends Enum<E>> SettingType<E> word(Class<E> type) {
    return oneOf(Words.values(type), Words::of);
  }

  /** One of some values, each by its word. */
  static <T> SettingType<T> oneOf(List<T> values, Function<T, String> word) {
    return of(
        values.stream()
            .map(value -> "`" + word.apply(value) + "`")
            .collect(Collectors.joining(", ")),
        setting -> setting.oneOf(values, word));
  }

  T read(Setting setting) {
    return read(setting, UnaryOperator.identity());
  }

  /** Reads a value, with a function that fills in its placeholders. */
  T read(Setting setting, UnaryOperator<String> fill) {
    return parser.apply(setting, fill);
  }
}
