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
import java.util.Map;
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

    /// `hurry(n)`: the page's clock goes n times as fast, and its patience is as much shorter.
    private static final String HURRY = """
            window.hurry = (() => {
              const now = Date.now.bind(Date), began = now();
              const timeout = AbortSignal.timeout.bind(AbortSignal);
              return (times) => {
                Date.now = () => began + (now() - began) * times;
                AbortSignal.timeout = (ms) => timeout(ms / times);
              };
            })();
            """;

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
        assertThat(text("#drawer"))
                .contains("hangup explain path-cut@web-1:")
                .containsPattern("hangup kill path-cut@web-1:\\S+ --reason \"why\"");
        assertThat(browser.getCurrentUrl()).contains("id=path-cut%40web-1");
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        await().atMost(SOON).until(() -> !browser.findElement(By.id("drawer")).isDisplayed());
    }

    @Test
    void offersOnlyWhatCanBeDoneAboutAnOrphanOrAHost() throws IOException {
        String orphan = golden("finding-orphan");
        String whole = orphan.replace("one-orphan", "host").replace("web-1:9c1e-p20999", "web-1");

        String ofOrphan = drawer(orphan);
        String ofHost = drawer(whole);

        assertThat(ofOrphan)
                .contains("hangup reap dead-peer@web-1:9c1e-p20999 --reason \"why\"")
                .doesNotContain("hangup kill");
        assertThat(ofHost)
                .contains("docs/rules/dead-peer.md", "hangup explain dead-peer@web-1")
                .doesNotContain("hangup kill", "hangup reap");
    }

    @Test
    void doesNotTakeAFactThatNobodySawForAFalseOne() throws IOException {
        String held = golden("finding-orphan");
        String unheld = held.replace("\"held\" : true", "\"held\" : false");

        assertThat(mark(held)).isEqualTo("✓");
        assertThat(mark(unheld)).isEqualTo("✗");
        assertThat(mark(unheld.replace("16m4s", "unknown"))).isEqualTo("?");
    }

    @Test
    void copiesNothingForASessionThatTheCommandLineWouldRefuse() {
        host.publish(List.of("alice"));
        open("/?tab=sessions");
        await().atMost(SOON).until(() -> rows().size() == 1);

        rows().getFirst().click();

        await().atMost(SOON).until(() -> text("#drawer").contains("hangup kill"));
        assertThat(browser.findElements(By.cssSelector("#drawer .command code")))
                .extracting(WebElement::getText)
                .hasSize(2)
                .allMatch(command -> command.matches("hangup (kill|close) web-1:\\S+ --reason \"why\""));
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
    void saysThatNothingIsHeardOfAControllerThatHangs() throws Exception {
        await("findings and rows")
                .atMost(SOON)
                .until(() -> text("#age").matches(".*[0-9].*")
                        && text("#count-tab-hosts").equals("1"));
        controller.freeze();
        try {
            browser.executeScript(HURRY + "window.hurry(5);");
            await().atMost(SOON).until(() -> text("#banner").contains("No word from the controller for"));
            assertThat(text("#link")).isEqualTo("silent");
            assertThat(text("#banner")).contains("what is shown may be old.");
            assertThat(text("#view")).contains("is not known");
            await().atMost(SOON).until(() -> text("#banner").contains("The controller does not answer"));
        } finally {
            controller.thaw();
            browser.executeScript("window.hurry(1);");
        }
        await().atMost(SOON)
                .until(() -> text("#link").equals("live") && text("#banner").isEmpty());
        assertThat(text("#view")).doesNotContain("is not known");
    }

    @Test
    void doesNotTakeAnswersToItsQuestionsForALifeSignOfTheStream() {
        // Questions are 5 s apart, and silence begins at 20 s of this clock.
        String script = before(HURRY + """
                window.hurry(3);
                window.EventSource = class extends EventTarget {
                  constructor() { super(); setTimeout(() => this.onopen()); }
                  close() {}
                };""");
        try {
            open("/");

            await().atMost(SOON).until(() -> text("#link").equals("silent"));
            assertThat(text("#banner")).isEqualTo("No word from the stream of findings yet: what is shown may be old.");
            assertThat(text("#view")).contains("Nothing was heard yet");
            assertThat(text("#age")).isEqualTo("never");
        } finally {
            after(script);
        }
    }

    @Test
    void saysWhichQuestionIsNotAnswered() {
        browser.executeScript("""
                const real = window.fetch;
                window.fetch = (url, how) => url === "/api/v1/hosts"
                  ? Promise.resolve(new Response("", { status: 500 })) : real(url, how);""");

        await().atMost(SOON).until(() -> text("#link").equals("degraded"));

        assertThat(text("#banner")).isEqualTo("/api/v1/hosts is answered with 500: what is shown of it is old.");
    }

    @Test
    void asksOneQuestionAtATimeAndWaitsForNoneForever() {
        browser.executeScript(HURRY + """
                window.hurry(5);
                const real = window.fetch;
                window.asked = [];
                window.fetch = (url, how) => url !== "/api/v1/hosts" ? real(url, how)
                  : new Promise((_, reject) => {
                      const one = { over: false };
                      window.asked.push([one, window.asked.filter(([other]) => !other.over).length]);
                      how.signal.addEventListener("abort", () => { one.over = true; reject(how.signal.reason); });
                    });""");

        await().atMost(SOON)
                .until(() -> browser.executeScript("return window.asked.length"), asked -> asked.equals(2L));

        assertThat(browser.executeScript("return window.asked.map(([, waiting]) => waiting)"))
                .isEqualTo(List.of(0L, 0L));
        assertThat(text("#banner")).contains("/api/v1/hosts is not answered");
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

    /// What the drawer says of a finding, given as JSON.
    private String drawer(String finding) {
        String script = before("""
                window.EventSource = class extends EventTarget {
                  constructor() {
                    super();
                    setTimeout(() => this.onopen());
                    const data = JSON.stringify({ rows: [%s], coverage: { fresh: 1, known: 1 } });
                    setTimeout(() => this.dispatchEvent(new MessageEvent("reset", { data })));
                  }
                  close() {}
                };""".formatted(finding));
        try {
            open("/");
            await().atMost(SOON).until(() -> rows().size() == 1);
            rows().getFirst().click();
            return await().atMost(SOON).until(() -> text("#drawer"), text -> text.contains("hangup explain"));
        } finally {
            after(script);
        }
    }

    /// Before the only clause of a finding.
    private String mark(String finding) {
        drawer(finding);
        return text("#drawer .mark");
    }

    private static String golden(String name) throws IOException {
        return Files.readString(Path.of("../protocol/src/test/resources/golden", name + ".json"));
    }

    /// Runs before the page does, until it is taken away again by what this returns.
    private String before(String script) {
        Map<String, Object> answer =
                browser.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return String.valueOf(answer.get("identifier"));
    }

    private void after(String script) {
        browser.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
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
