package org.multihost.migration.internal.config;

/**
 * The default of a setting.
 *
 * @param text the default in words, for the documentation
 */
record SettingDefault<T>(String text, T value) {}
