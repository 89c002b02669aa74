package org.multihost.migration.internal.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.multihost.migration.Disk;
import org.multihost.migration.DiskBus;
import org.multihost.migration.DiskCache;
import org.multihost.migration.internal.config.text.Words;
import org.multihost.migration.spi.VmDrives;

/** The texts of disks: a path, then options, as in {@code data.img;bus=scsi;read-only=true}. */
final class DiskTexts {

  private static final List<String> OPTIONS =
      List.of("format", "bus", "serial", "cache", "read-only", "iothread");

  private static final Pattern TEXT = Pattern.compile("(.*?)((?:;[a-z-]+=[^;]*)*)", Pattern.DOTALL);

  private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9._-]{1,20}");

  private DiskTexts() {}

  /** Returns the text of an annotation, never an empty one: that would be no disk at all. */
  static String of(Disk disk) {
    return Stream.of(
            option("format", disk.format()),
            option("bus", Words.declared(disk.bus())),
            option("serial", disk.serial()),
            option("cache", Words.declared(disk.cache())),
            option("read-only", disk.readOnly() ? "true" : ""),
            option("iothread", disk.iothread() ? "true" : ""))
        .collect(Collectors.joining("", disk.path().isEmpty() ? ";path=" : disk.path(), ""));
  }

  private static String option(String name, String value) {
    return value.isEmpty() ? "" : ";" + name + "=" + value;
  }

  static SettingType<List<VmDrives.Disk>> type() {
    return new SettingType<>(
        "paths, separated by commas; each may have options, such as `;bus=scsi`",
        (setting, fill) -> texts(setting).stream().map(text -> disk(setting, text, fill)).toList());
  }

  /** Splits a value; the disks of an annotation are taken as they are. */
  private static List<String> texts(Setting setting) {
    return VmSetting.isAnnotated(setting)
        ? VmSetting.elements(setting)
        : Arrays.stream(setting.value().split(","))
            .map(String::strip)
            .filter(element -> !element.isEmpty())
            .toList();
  }

  private static VmDrives.Disk disk(Setting setting, String text, UnaryOperator<String> fill) {
    Matcher parts = TEXT.matcher(text);
    String path = parts.matches() ? fill.apply(parts.group(1)) : "";
    if (path.isBlank()) {
      throw setting.refuse("a path before the options of each disk");
    }
    Map<String, Setting> options = new LinkedHashMap<>();
    for (String option : parts.group(2).split(";")) {
      if (!option.isEmpty()) {
        String name = option.substring(0, option.indexOf('='));
        String value = fill.apply(option.substring(name.length() + 1));
        String key = "%s of disk %s in %s".formatted(name, path, setting.key());
        if (!OPTIONS.contains(name)
            || options.put(name, new Setting(key, value, setting.origin())) != null) {
          throw setting.refuse("the options " + String.join(", ", OPTIONS) + ", each once");
        }
      }
    }
    return disk(path, options);
  }

  private static VmDrives.Disk disk(String path, Map<String, Setting> options) {
    return new VmDrives.Disk(
        path,
        option(options, "format").map(Setting::value),
        option(options, "bus").map(text -> word(text, DiskBus.class)).orElse(DiskBus.PARAVIRTUAL),
        option(options, "serial").map(DiskTexts::serial),
        option(options, "cache")
            .map(text -> word(text, DiskCache.class))
            .orElse(DiskCache.WRITEBACK),
        option(options, "read-only").map(Setting::truth).orElse(false),
        option(options, "iothread").map(Setting::truth).orElse(false));
  }

  private static Optional<Setting> option(Map<String, Setting> options, String name) {
    return Optional.ofNullable(options.get(name));
  }

  private static <E extends Enum<E>> E word(Setting text, Class<E> type) {
    return text.oneOf(Words.values(type), Words::of);
  }

  private static String serial(Setting text) {
    if (!SERIAL.matcher(text.value()).matches()) {
      throw text.refuse("1 to 20 letters, digits, [-], [_] and [.]");
    }
    return text.value();
  }
}
