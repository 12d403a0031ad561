package io.github.salesforcejwt.test.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.common.Json;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import io.github.salesforcejwt.test.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console as people use it, in a real browser.
 */
@RequiresChromium
@Tag("long")
class ConsoleIntegrationTests {

	private static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

	/**
	 * Lists each visible text whose contrast is less than 4.5 to 1, as WCAG 2.2 AA
	 * demands.
	 */
	private static final String CONTRAST = """
			const channels = (color) => color.match(/[\\d.]+/g).map(Number);
			const luminance = (rgb) => {
			  const [r, g, b] = rgb.map((value) => value / 255)
			      .map((value) => (value <= 0.04045) ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
			  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
			};
			const background = (element) => {
			  for (let node = element; node; node = node.parentElement) {
			    const [r, g, b, alpha = 1] = channels(getComputedStyle(node).backgroundColor);
			    if (alpha === 1) {
			      return [r, g, b];
			    }
			  }
			  return [255, 255, 255];
			};
			const faint = [];
			const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			while (texts.nextNode()) {
			  const element = texts.currentNode.parentElement;
			  const shown = texts.currentNode.textContent.trim() && element.checkVisibility({ visibilityProperty: true,
			      opacityProperty: true });
			  if (shown && !element.closest(':disabled, .new, .hidden, .skip, noscript, option')) {
			    const pair = [luminance(channels(getComputedStyle(element).color).slice(0, 3)), luminance(background(element))];
			    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
			    if (contrast < 4.5) {
			      faint.push(`${contrast.toFixed(2)}: ${texts.currentNode.textContent.trim()}`);
			    }
			  }
			}
			return faint;""";

	private static Browser browser;

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	@BeforeAll
	static void startBrowser() {
		browser = new Browser();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void openConsole() {
		browser.resize(1440, 960);
		browser.colorScheme("light");
		browser.complaints();
		browser.open(this.server.url());
		browser.awaitText("connection", "Connected");
	}

	@Test
	void orgIsShownWithWhatLogsInToIt() {
		assertThat(browser.text("facts")).contains(this.server.url(), this.org.orgId());
		assertThat(browser.text("properties")).contains("salesforce.jwt.username=" + this.org.username())
			.contains("salesforce.jwt.client-id=" + this.org.clientId())
			.contains("salesforce.jwt.login-url=" + this.server.url())
			.doesNotContain(this.org.privateKey().lines().skip(1).findFirst().orElseThrow());
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void propertiesAreCopiedWithThePrivateKey() {
		browser.allowClipboard(this.server.url());
		browser.button("Copy properties").click();
		browser.awaitText("toast", "Properties copied");
		String copied = browser.script("return navigator.clipboard.readText()");
		assertThat(copied.lines()).containsExactlyElementsOf(this.server.properties()
			.entrySet()
			.stream()
			.map((property) -> property.getKey() + "=" + property.getValue().strip().replace("\n", "\\n"))
			.toList());
	}

	@Test
	void orgIsChosenAmongMany() {
		this.server.addOrg("acme");
		browser.awaitText("orgs", "acme");
		browser.button("acme").click();
		browser.awaitText("properties", "salesforce.jwt.orgs.acme.username=sync@acme.example");
		assertThat(browser.button("acme").getDomAttribute("aria-current")).isEqualTo("true");
		TestClient.login(this.server.org("acme"));
		browser.await("the login of acme", (page) -> page.findAll(By.cssSelector("#requests .row")).size() == 1);
		browser.open(this.server.url() + "/#acme");
		browser.awaitText("properties", "salesforce.jwt.orgs.acme.");
		browser.open(this.server.url() + "/#%");
		browser.awaitText("properties", "salesforce.jwt.client-id=");
	}

	@Test
	void requestsAppearAsTheyArriveAndShowTheirBodiesOnDemand() {
		String token = TestClient.login(this.org);
		createAccount(token, "Acme");
		browser.await("two requests", (page) -> page.findAll(By.cssSelector("#requests .row")).size() == 2);
		WebElement newest = browser.find(By.cssSelector("#requests .row"));
		assertThat(newest.getText()).contains("POST", "/services/data/v62.0", "/sobjects/Account", "201", "ms");
		assertThat(browser.text("requests-count")).isEqualTo("2");
		newest.findElement(By.className("open")).click();
		browser.awaitText("requests", "\"Name\": \"Acme\"");
		assertThat(browser.text("requests")).contains("POST /services/data/v62.0/sobjects/Account", "\"success\": true",
				"authorization", "Bearer ***");
		assertThat((String) browser.script("return document.documentElement.outerHTML")).doesNotContain(token);
		newest.findElement(By.className("open")).click();
		browser.await("no details", (page) -> page.findAll(By.className("detail")).isEmpty());
	}

	@Test
	void requestInProgressIsFinishedLater() throws InterruptedException {
		String token = TestClient.login(this.org);
		this.org.failNext(1, Faults.delay(Duration.ofSeconds(3)));
		Thread call = new Thread(() -> TestClient.call(this.org, token));
		call.start();
		browser.awaitText("requests", "in progress");
		browser.await("the end", (page) -> !page.text("requests").contains("in progress"));
		assertThat(browser.findAll(By.cssSelector("#requests .row"))).hasSize(2);
		assertThat(browser.find(By.cssSelector("#requests .row")).getText()).contains("200");
		call.join();
	}

	@Test
	void requestsAreFilteredAndForgotten() {
		String token = TestClient.login(this.org);
		TestClient.call(this.org, token);
		TestClient.call(this.org, "dead");
		browser.await("three requests", (page) -> visibleRequests().size() == 3);
		browser.find(By.id("request-filter")).sendKeys("limits 401");
		assertThat(visibleRequests()).singleElement()
			.satisfies((row) -> assertThat(row.getText()).contains("/limits", "401"));
		browser.find(By.id("request-filter")).sendKeys(" nothing");
		browser.awaitText("no-requests", "No request matches the filter.");
		browser.find(By.id("request-filter")).clear();
		browser.button("Forget").click();
		browser.awaitText("no-requests", "Nothing has arrived yet.");
		assertThat(this.org.requests()).isEmpty();
		TestClient.call(this.org, token);
		browser.await("the next request", (page) -> visibleRequests().size() == 1);
	}

	@Test
	void loginsAreShownWithTheReasonOfEachRefusal() {
		TestClient.loginWith(this.org, (claims) -> claims.put("sub", "nobody@acme.example"));
		TestClient.login(this.org);
		browser.button("Logins").click();
		browser.awaitText("logins", "Success");
		List<WebElement> rows = browser.findAll(By.cssSelector("#logins .row"));
		assertThat(rows).hasSize(2);
		assertThat(rows.get(0).getText()).contains(this.org.username(), "OAuth JWT Bearer", "Success");
		assertThat(rows.get(1).getText()).contains("nobody@acme.example", "Refused",
				"user hasn't approved this consumer", "approve the user");
		assertThat(browser.text("logins-count")).isEqualTo("1");
		assertThat(browser.text("logins-note")).isEqualTo("1 refused");
	}

	@Test
	void recordsAreShownAsTables() {
		String token = TestClient.login(this.org);
		createAccount(token, "Acme");
		createAccount(token, "Beta");
		browser.button("Records").click();
		browser.awaitText("record-count", "2 records");
		assertThat(new Select(browser.find(By.id("object"))).getFirstSelectedOption().getText())
			.isEqualTo("Account (2)");
		assertThat(browser.text("record-head")).contains("Id", "Name").doesNotContain("BillingCity");
		browser.find(By.id("record-filter")).sendKeys("bet");
		browser.awaitText("record-count", "1 of 2 records");
		assertThat(browser.text("records")).contains("Beta").doesNotContain("Acme");
		new Select(browser.find(By.id("object"))).selectByValue("Contact");
		browser.awaitText("no-records", "No records of this object.");
	}

	@Test
	void hostileTextIsShownAsItIs() {
		String token = TestClient.login(this.org);
		createAccount(token, HOSTILE);
		TestClient.loginWith(this.org, (claims) -> claims.put("sub", HOSTILE));
		TestClient.get(this.org.instanceUrl() + "/services/data/v62.0/query?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
				"Authorization", "Bearer " + token, "X-Evil", HOSTILE);
		this.org.addUser(HOSTILE);
		this.org.refuseLogins("invalid_grant", HOSTILE);
		browser.awaitText("users", HOSTILE);
		browser.awaitText("in-force", HOSTILE);
		browser.awaitText("requests", "<img src=x onerror=alert(1)>");
		browser.find(By.cssSelector("#requests .row .open")).click();
		browser.awaitText("requests", HOSTILE);
		browser.button("Logins").click();
		browser.awaitText("logins", HOSTILE);
		browser.button("Records").click();
		browser.awaitText("records", HOSTILE);
		assertThat(browser.findAll(By.tagName("img"))).isEmpty();
		assertThat(browser.findAll(By.tagName("script"))).hasSize(1);
		assertThat((String) browser.script("return document.title")).isEqualTo("Stand-in Salesforce");
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void policyRefusesHtml() {
		String refused = browser.script("""
				try { document.body.innerHTML = '<b>x</b>'; return 'done'; } catch (error) { return error.name; }""");
		assertThat(refused).isEqualTo("TypeError");
	}

	@Test
	void usersAreAddedApprovedAndDeactivated() {
		browser.find(By.name("username")).sendKeys("jane@acme.example", Keys.ENTER);
		browser.awaitText("users", "jane@acme.example");
		assertThat(loginOf("jane@acme.example")).isEqualTo(400);
		press("Approved: jane@acme.example", true);
		assertThat(loginOf("jane@acme.example")).isEqualTo(200);
		press("Active: jane@acme.example", false);
		assertThat(loginOf("jane@acme.example")).isEqualTo(400);
	}

	private void press(String toggle, boolean pressed) {
		browser.button(toggle).click();
		browser.await(toggle + " is " + pressed,
				(page) -> String.valueOf(pressed).equals(page.button(toggle).getDomAttribute("aria-pressed")));
	}

	private int loginOf(String username) {
		return TestClient.loginWith(this.org, (claims) -> claims.put("sub", username)).statusCode();
	}

	@Test
	void sessionsAreEnded() {
		String token = TestClient.login(this.org);
		submit("End all sessions", Map.of(), "Each token is dead");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void callsAreLetFail() {
		String token = TestClient.login(this.org);
		submit("Let API calls fail", Map.of("fault", "too-many-requests", "when", "next", "n", "2"),
				"The next 2 calls will fail");
		browser.awaitText("in-force", "next 2 calls: 429");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(429);
		submit("Let API calls fail", Map.of("fault", "server-unavailable", "when", "every", "n", "2"),
				"One of 2 calls fails");
		browser.button("Clear all").click();
		browser.awaitText("toast", "No scenario is in force");
		browser.await("no scenario", (page) -> page.text("in-force").isEmpty());
		submit("Let API calls fail", Map.of("fault", "session-expired", "when", "seconds", "n", "600"),
				"Calls fail for 600 seconds");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void loginsAreLetFailRefusedAndAccepted() {
		submit("Let logins fail", Map.of("fault", "unknown-error", "when", "next", "n", "1"),
				"The next 1 login will fail");
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("unknown_error");
		submit("Refuse logins", Map.of("description", "user is not admin approved to access this app"),
				"Logins are refused");
		browser.awaitText("in-force", "logins refused: user is not admin approved");
		assertThat(TestClient.loginWith(this.org, (claims) -> {
		}).body()).contains("invalid_app_access");
		browser.button("Accept: Refuse logins").click();
		browser.awaitText("toast", "Logins are accepted");
		assertThat(TestClient.login(this.org)).isNotEmpty();
	}

	@Test
	void answersAreDelayed() {
		submit("Delay answers", Map.of("command", "delay-calls", "millis", "1500"), "delayed by 1,500 ms");
		browser.awaitText("in-force", "calls delayed by 1500ms");
		submit("Delay answers", Map.of("command", "delay-logins", "millis", "0"), "not delayed");
	}

	@Test
	void usageIsSetAndItsLimitEnforced() {
		String token = TestClient.login(this.org);
		submit("Set the API usage of the day", Map.of("used", "4999", "limit", "5000"), "4,999 of 5,000 calls");
		browser.awaitText("usage-count", "4,999 of 5,000");
		submit("Enforce the API limit", Map.of(), "refused");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
		assertThat(TestClient.call(this.org, token).body()).contains("REQUEST_LIMIT_EXCEEDED");
		browser.button("Off: Enforce the API limit").click();
		browser.awaitText("toast", "Calls past the limit are answered");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(200);
	}

	@Test
	void tokensAreDead() {
		submit("Issue dead tokens", Map.of(), "tokens that no call accepts");
		assertThat(TestClient.call(this.org, TestClient.login(this.org)).statusCode()).isEqualTo(401);
		browser.button("Off: Issue dead tokens").click();
		browser.awaitText("toast", "Logins give living tokens");
		assertThat(TestClient.call(this.org, TestClient.login(this.org)).statusCode()).isEqualTo(200);
	}

	@Test
	void orgIsMoved() {
		submit("Move the org", Map.of("status", "301"), "The org has moved");
		browser.awaitText("instance-note", "moved");
		assertThat(this.org.instanceUrl()).isNotEqualTo(this.org.url()).endsWith(browser.text("instance"));
	}

	@Test
	void valueThatMakesNoSenseIsNotSent() {
		WebElement number = form("Let API calls fail").findElement(By.name("n"));
		number.clear();
		number.sendKeys("0", Keys.ENTER);
		assertThat((Boolean) browser.script("return arguments[0].validity.rangeUnderflow", number)).isTrue();
		assertThat(browser.text("in-force")).isEmpty();
	}

	@Test
	void serverThatGoesDownIsReported() {
		this.server.close();
		browser.awaitText("connection", "No answer");
		assertThat(browser.find(By.id("connection")).getCssValue("color")).isEqualTo(cssVariable("--bad"));
	}

	@Test
	void pageIsPaused() {
		browser.script("""
				const ask = window.fetch, wait = window.setTimeout;
				window.questions = window.waits = 0;
				window.fetch = (...all) => { window.questions++; return ask(...all); };
				window.setTimeout = (...all) => { window.waits++; return wait(...all); };""");
		browser.button("Pause").click();
		browser.await("what was under way", (page) -> page.<Long>script("return window.waits") > 0);
		long questions = browser.script("return window.questions");
		TestClient.login(this.org);
		browser.await("two more turns", (page) -> page.<Long>script("return window.waits") > 2);
		assertThat(browser.<Long>script("return window.questions")).isEqualTo(questions);
		browser.button("Resume").click();
		browser.await("the login", (page) -> visibleRequests().size() == 1);
	}

	@Test
	void everythingIsReachedByTheKeyboard() {
		String token = TestClient.login(this.org);
		browser.await("a request", (page) -> visibleRequests().size() == 1);
		browser.press(Keys.TAB);
		assertThat(browser.focused().getText()).isEqualTo("Skip to requests");
		browser.press(Keys.ENTER);
		browser.press(Keys.TAB);
		assertThat(browser.focused().getDomAttribute("id")).isEqualTo("tab-requests");
		browser.press(Keys.ARROW_RIGHT);
		assertThat(browser.focused().getDomAttribute("id")).isEqualTo("tab-logins");
		assertThat(browser.find(By.id("panel-logins")).isDisplayed()).isTrue();
		browser.press(Keys.END);
		assertThat(browser.find(By.id("panel-records")).isDisplayed()).isTrue();
		browser.press(Keys.HOME);
		browser.tabTo(By.cssSelector("#requests .open"));
		browser.press(Keys.SPACE);
		browser.awaitText("requests", "assertion=***");
		browser.tabTo(By.cssSelector("[aria-label='End: End all sessions']"));
		browser.press(Keys.ENTER);
		browser.awaitText("toast", "Each token is dead");
		assertThat(TestClient.call(this.org, token).statusCode()).isEqualTo(401);
	}

	@Test
	void focusIsSeenAndStaysWhileThePageIsRefreshed() {
		TestClient.login(this.org);
		browser.await("a request", (page) -> visibleRequests().size() == 1);
		browser.tabTo(By.cssSelector("#requests .open"));
		WebElement focused = browser.focused();
		assertThat(focused.getCssValue("outline-style")).isEqualTo("solid");
		TestClient.login(this.org);
		browser.await("the next request", (page) -> visibleRequests().size() == 2);
		assertThat(browser.focused()).isEqualTo(focused);
	}

	@Test
	void everyControlHasAName() {
		TestClient.login(this.org);
		browser.await("a request", (page) -> visibleRequests().size() == 1);
		List<String> nameless = browser.script("""
				return [...document.querySelectorAll('button, input, select, [tabindex="0"]')]
				    .filter((control) => !(control.getAttribute('aria-label') || control.getAttribute('aria-labelledby')
				        || control.textContent.trim() || control.labels?.length))
				    .map((control) => control.outerHTML)""");
		assertThat(nameless).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void textIsLegibleInEachColorScheme(String scheme) {
		browser.colorScheme(scheme);
		fill();
		browser.find(By.cssSelector("#requests .open")).click();
		browser.awaitText("requests", "Answer");
		assertThat((List<?>) browser.script(CONTRAST)).isEmpty();
		browser.button("Logins").click();
		browser.awaitText("logins", "Refused");
		assertThat((List<?>) browser.script(CONTRAST)).isEmpty();
	}

	@Test
	void colorsFollowTheSystem() {
		String light = browser.find(By.tagName("body")).getCssValue("background-color");
		browser.colorScheme("dark");
		assertThat(browser.find(By.tagName("body")).getCssValue("background-color")).isNotEqualTo(light)
			.isEqualTo(cssVariable("--page"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 390, 768, 1024, 1920 })
	void pageFitsEachWidth(int width) {
		browser.resize(width, 900);
		fill();
		long overflow = browser.script("return document.documentElement.scrollWidth - window.innerWidth");
		assertThat(overflow).isLessThanOrEqualTo(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	@EnabledIfSystemProperty(named = "console.images", matches = ".+",
			disabledReason = "-Dconsole.images=../docs/images writes the images of the documentation")
	void imagesOfTheDocumentationAreWritten(String scheme) throws IOException {
		browser.colorScheme(scheme);
		this.server.addOrg("acme");
		fill();
		browser.findAll(By.cssSelector("#requests .open")).get(5).click();
		browser.awaitText("requests", "Answer");
		browser.screenshot(Path.of(System.getProperty("console.images"), "console-" + scheme + ".png"));
	}

	/** Let an application log in and work, with trouble on the way. */
	private void fill() {
		this.org.addUser("jane@salesforce.example");
		TestClient.loginWith(this.org, (claims) -> claims.put("sub", "jane@salesforce.example"));
		String token = TestClient.login(this.org);
		upsert(token, "C-1001", "Acme", 201);
		upsert(token, "C-1002", "Beta Industrie", 201);
		this.org.failNext(1, Faults.serverUnavailable());
		upsert(token, "C-1003", "Cantieri del Po", 503);
		upsert(token, "C-1003", "Cantieri del Po", 201);
		this.org.endAllSessions();
		upsert(token, "C-1004", "Delta Vini", 401);
		token = TestClient.login(this.org);
		upsert(token, "C-1004", "Delta Vini", 201);
		call(token, "GET", "/query?q=SELECT%20Id,%20Name%20FROM%20Account%20WHERE%20Name%20LIKE%20'B%25'", "", 200);
		call(token, "POST", "/composite/sobjects",
				Json.write(Map.of("records", List
					.of(Map.of("attributes", Map.of("type", "Account"), "Name", "Elba Marmi", "ERP_Id__c", "C-1005")))),
				200);
		call(token, "GET", "/limits", "", 200);
		this.org.apiUsage(9_412, 15_000);
		this.org.failNext(2, Faults.serverUnavailable()).delayLogins(Duration.ofMillis(200));
		browser.await("the requests", (page) -> page.findAll(By.cssSelector("#requests .row")).size() == 12);
		browser.awaitText("in-force", "SERVER_UNAVAILABLE");
		browser.awaitText("usage-count", "9,412");
	}

	private void upsert(String token, String erpId, String name, int status) {
		call(token, "PATCH", "/sobjects/Account/ERP_Id__c/" + erpId, Json.write(Map.of("Name", name)), status);
	}

	private void createAccount(String token, String name) {
		call(token, "POST", "/sobjects/Account", Json.write(Map.of("Name", name)), 201);
	}

	private void call(String token, String method, String path, String json, int status) {
		HttpResponse<String> response = TestClient
			.send(HttpRequest.newBuilder(URI.create(this.org.instanceUrl() + "/services/data/v62.0" + path))
				.header("Authorization", "Bearer " + token)
				.header("Content-Type", "application/json")
				.method(method, HttpRequest.BodyPublishers.ofString(json))
				.build());
		assertThat(response.statusCode()).isEqualTo(status);
	}

	private static List<WebElement> visibleRequests() {
		return browser.findAll(By.cssSelector("#requests .row")).stream().filter(WebElement::isDisplayed).toList();
	}

	private static WebElement form(String title) {
		return browser.find(By.cssSelector("form[aria-label='" + title + "']"));
	}

	private static void submit(String title, Map<String, String> values, String done) {
		WebElement form = form(title);
		values.forEach((name, value) -> {
			WebElement control = form.findElement(By.name(name));
			if (control.getTagName().equals("select")) {
				new Select(control).selectByValue(value);
			}
			else {
				control.clear();
				control.sendKeys(value);
			}
		});
		form.findElement(By.cssSelector("button:not([type=button])")).click();
		browser.awaitText("toast", done);
	}

	/** The value of a colour of the page's style, as the browser writes it. */
	private static String cssVariable(String name) {
		return browser.script("""
				const probe = document.createElement('i');
				probe.style.color = `var(${arguments[0]})`;
				document.body.append(probe);
				const color = getComputedStyle(probe).color;
				probe.remove();
				return color.replace('rgb(', 'rgba(').replace(')', ', 1)');""", name);
	}

}
