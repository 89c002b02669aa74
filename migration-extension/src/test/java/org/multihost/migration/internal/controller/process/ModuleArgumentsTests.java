package org.multihost.migration.internal.controller.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleArgumentsTests {

  private final ModuleArguments arguments =
      new ModuleArguments(module -> module.startsWith("java.") || module.startsWith("jdk."));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--add-modules=java.sql,org.example | --add-modules=java.sql",
        "--add-modules=ALL-SYSTEM | --add-modules=ALL-SYSTEM",
        "--add-opens=java.base/java.lang=org.example | --add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=a,b,java.sql |"
            + " --add-opens=java.base/java.lang=ALL-UNNAMED,java.sql",
        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED |"
            + " --add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-reads=java.base=org.example | --add-reads=java.base=ALL-UNNAMED"
      })
  void modulesOfTheJdkStayAndOthersBecomeTheUnnamedOne(String argument, String converted) {
    assertThat(arguments.onClassPath(argument)).contains(converted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=org.example",
        "--add-modules=",
        "--add-opens=org.example/org.example.inside=ALL-UNNAMED",
        "--add-reads=org.example=java.sql"
      })
  void anArgumentAboutAModuleThatIsOnTheClassPathIsLeftOut(String argument) {
    assertThat(arguments.onClassPath(argument)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx1g", "-ea", "-Dkey=--add-opens=x/y=z", "--enable-preview"})
  void otherArgumentsStayAsTheyAre(String argument) {
    assertThat(arguments.onClassPath(argument)).contains(argument);
  }

  @Test
  void knowsTheModulesOfThisJdk() {
    ModuleArguments ofThisJdk = ModuleArguments.ofThisJdk();
    assertThat(ofThisJdk.onClassPath("--add-modules=java.sql")).isPresent();
    assertThat(ofThisJdk.onClassPath("--add-modules=org.example")).isEmpty();
  }
}
