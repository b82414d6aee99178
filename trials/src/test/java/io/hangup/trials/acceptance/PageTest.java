package io.hangup.trials.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;

/// The page in a real browser: Debian's chromium.
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RunningController controller;
    private final ChromeDriver browser;
    private final OneHost host;

    PageTest(Kafka kafka, @TempDir Path folder) throws IOException {
        assumeTrue(
                Files.exists(BROWSER) && Files.exists(DRIVER),
                "no browser here: install the packages chromium and chromium-driver");
        String prefix = kafka.fresh("page");
        controller = RunningController.start(kafka.bootstrap(), prefix, folder);
        host = new OneHost(kafka.bootstrap(), prefix);
        browser = browser(folder);
    }

    @BeforeAll
    void oneHostIsKnown() {
        host.publish(List.of());
        open("/");
        await().atMost(SOON).until(() -> text("#coverage").equals("1/1 hosts fresh"));
    }

    @BeforeEach
    void nothingIsStuck() {
        host.publish(List.of());
        browser.manage().window().setSize(new Dimension(1280, 800));
        open("/");
        await().atMost(SOON).until(() -> text("#link").equals("live") && rows().isEmpty());
    }

    @AfterAll
    void close() {
        browser.quit();
        host.close();
        controller.close();
    }

    @Test
    void showsAFindingByItselfAndTakesItAwayAgain() {
        host.publish(List.of("alice"));
        await().atMost(SOON).until(() -> rows().size() == 1);
        String row = rows().getFirst().getText();
        host.publish(List.of());

        await().atMost(SOON).until(() -> rows().isEmpty());
        assertThat(row).contains("stuck", "web-1", "alice", "path-cut", "would drop (shadow)");
    }

    @Test
    void showsHostileTextAsTextAndRunsNoneOfIt() {
        host.publish(List.of("<img src=x onerror=window.pwned=1>", "\u202Etoor", "\u001B[31mred", "a\u0000b\u200Bc"));

        await().atMost(SOON).until(() -> rows().size() == 4);
        String table = text("#view");
        rows().forEach(WebElement::click);
        assertThat(table)
                .contains("<img src=x onerror=window.pwned=1>", "\\u{202e}toor", "\\u{1b}[31mred", "a\\u{0}b\\u{200b}c")
                .doesNotContain("\u202E", "\u001B", "\u200B");
        assertThat(browser.executeScript("return window.pwned === undefined && document.images.length"))
                .isEqualTo(1L);
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .as("errors in the browser's console")
                .noneMatch(entry -> entry.getMessage().contains("Content Security Policy")
                        || entry.getMessage().contains("Uncaught"));
    }

    @Test
    void explainsARowInADrawerReachedByKeyboardAndKeepsItInTheAddress() {
        host.publish(List.of("alice"));
        await().atMost(SOON).until(() -> rows().size() == 1);

        browser.switchTo().activeElement().sendKeys("j");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);

        await().atMost(SOON).until(() -> text("#drawer").contains("connection.tcp.retransmits >= 8"));
        assertThat(text("#drawer .seen")).contains("connection.tcp.retransmits", "10");
        assertThat(text("#drawer")).contains("hangup explain path-cut@web-1:", "hangup kill path-cut@web-1:");
        assertThat(browser.getCurrentUrl()).contains("id=path-cut%40web-1");
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        await().atMost(SOON).until(() -> !browser.findElement(By.id("drawer")).isDisplayed());
    }

    @Test
    void filtersRowsAndKeepsTheFilterInTheAddress() {
        host.publish(List.of("alice", "bob"));
        await().atMost(SOON).until(() -> rows().size() == 2);

        browser.switchTo().activeElement().sendKeys("/");
        browser.switchTo().activeElement().sendKeys("user:bob");

        await().atMost(SOON).until(() -> rows().size() == 1);
        assertThat(rows().getFirst().getText()).contains("bob");
        browser.navigate().refresh();
        await().atMost(SOON).until(() -> rows().size() == 1);
        assertThat(browser.findElement(By.id("filter")).getDomProperty("value")).isEqualTo("user:bob");
    }

    @Test
    void fitsAPhone() {
        host.publish(List.of("alice"));
        browser.manage().window().setSize(new Dimension(320, 700));

        await().atMost(SOON).until(() -> rows().size() == 1);

        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        assertThat(rows().getFirst().getText()).contains("stuck", "alice", "web-1", "path-cut");
    }

    private void open(String path) {
        browser.get(controller.url() + path);
    }

    private List<WebElement> rows() {
        return browser.findElements(By.cssSelector("#view tr[data-key]"));
    }

    private String text(String selector) {
        return browser.findElement(By.cssSelector(selector)).getText();
    }

    private static ChromeDriver browser(Path folder) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new ChromeDriver(service, options);
    }
}
