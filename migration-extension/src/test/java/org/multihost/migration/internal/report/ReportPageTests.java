package org.multihost.migration.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Opens a report in a real Chromium, from disk. */
class ReportPageTests {

  private static final String READY =
      """
      const done = arguments[0], page = document.documentElement;
      new MutationObserver(() => done()).observe(page, {attributeFilter: ['data-ready']});
      if (page.dataset.ready) done();
      """;
  private static final String ZOOM =
      "const z = multihost.charts[0].getOption().dataZoom[0]; return z.end - z.start;";

  @TempDir static Path directory;
  private static ChromeDriver browser;

  @BeforeAll
  static void openReport() throws IOException {
    SampleRun run = new SampleRun(directory, 0);
    run.enters("passes", 0);
    run.migrates("passes", 1, 500);
    run.passes("source", "passes", 2000);
    run.passes("destination", "passes", 2000);
    run.enters("fails", 3000);
    run.hearsOfLoss("source", "fails", 4500, "nobody");
    run.fails("destination", "fails", 4400, true, "org.opentest4j.AssertionFailedError");
    Path page = ReportFiles.write(directory, List.of()).orElseThrow();
    browser = new ChromeDriver(service(), options());
    browser.get(page.toUri().toString());
    browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    browser.executeAsyncScript(READY);
  }

  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
        .usingAnyFreePort()
        .build();
  }

  private static ChromeOptions options() {
    LoggingPreferences all = new LoggingPreferences();
    all.enable(LogType.BROWSER, Level.ALL);
    all.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1600");
    options.setCapability("goog:loggingPrefs", all);
    return options;
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static String text(String css) {
    return browser.findElement(By.cssSelector(css)).getText();
  }

  private static double zoom() {
    return ((Number) browser.executeScript(ZOOM)).doubleValue();
  }

  @Test
  void thePageShowsWhatFailedFirstAndMarksItsLane() {
    assertThat(text("#failures"))
        .contains("destination", "CHECK of migration #1", "no <letter> on [destination]");
    assertThat(text("#detail .chart"))
        .contains("✖ destination", "source")
        .doesNotContain("✖ source");
    assertThat(text("#detail .waits")).contains("PREPARE_VM of migration #1", "400 ms");
  }

  @Test
  void theFilterHidesTests() {
    browser.executeScript("location.hash = ''");
    browser.findElement(By.cssSelector("#filter input[value=FAILED]")).click();
    assertThat(text("#filter-count")).isEqualTo("1 of 2 tests");
    assertThat(text("#tests tbody")).contains("passes").doesNotContain("fails");
    browser.findElement(By.id("filter-text")).sendKeys("nothing");
    assertThat(text("#filter-count")).isEqualTo("0 of 2 tests");
    browser.findElement(By.id("filter-text")).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    browser.findElement(By.cssSelector("#filter input[value=FAILED]")).click();
    assertThat(text("#filter-count")).isEqualTo("2 of 2 tests");
  }

  @Test
  void theKeyboardZoomsAChart() {
    double whole = zoom();
    browser.findElement(By.cssSelector("#detail .chart")).sendKeys("+");
    assertThat(zoom()).isLessThan(whole);
    browser.findElement(By.cssSelector("#detail .chart")).sendKeys("0");
    assertThat(zoom()).isEqualTo(100);
  }

  @Test
  void theConsoleHasNoErrorAndNothingIsRequestedFromElsewhere() throws IOException {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(browser.manage().logs().get(LogType.PERFORMANCE).getAll())
        .filteredOn(entry -> entry.getMessage().contains("\"Network.requestWillBeSent\""))
        .noneMatch(entry -> entry.getMessage().contains("\"url\":\"http"));
    Path picture = Files.createDirectories(Path.of("target")).resolve("report.png");
    assertThat(Files.write(picture, browser.getScreenshotAs(OutputType.BYTES))).isNotEmptyFile();
  }
}
