package io.github.salesforcejwt.test.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that is installed as a package of the system: nothing is
 * downloaded.
 */
final class Browser implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ChromeDriver driver;

	Browser() {
		ChromeOptions options = new ChromeOptions();
		options.setBinary(program("chromium"));
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(program("chromedriver"))
			.build();
		this.driver = new ChromeDriver(service, options);
		resize(1440, 960);
	}

	static boolean installed() {
		return find("chromium") != null && find("chromedriver") != null;
	}

	private static File program(String name) {
		File program = find(name);
		if (program == null) {
			throw new IllegalStateException("No " + name + " on the PATH: install the packages chromium and "
					+ "chromium-driver, or their like");
		}
		return program;
	}

	private static File find(String name) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((directory) -> new File(directory, name))
			.filter(File::canExecute)
			.findFirst()
			.orElse(null);
	}

	/** Set the size of the page itself; a window is never narrower than 500. */
	void resize(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/** Set what the system prefers; nothing moves, so that no colour is on its way. */
	void colorScheme(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme),
						Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
	}

	void allowClipboard(String origin) {
		this.driver.executeCdpCommand("Browser.grantPermissions",
				Map.of("origin", origin, "permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
	}

	void open(String url) {
		this.driver.get("about:blank");
		this.driver.get(url);
	}

	WebElement find(By by) {
		return this.driver.findElement(by);
	}

	List<WebElement> findAll(By by) {
		return this.driver.findElements(by);
	}

	WebElement button(String name) {
		return find(By.xpath("//button[normalize-space(.)='%1$s' or @aria-label='%1$s']".formatted(name)));
	}

	String text(String id) {
		return find(By.id(id)).getText();
	}

	/** Wait until something holds, however often the page changes meanwhile. */
	void await(String what, Predicate<Browser> condition) {
		new WebDriverWait(this.driver, PATIENCE, Duration.ofMillis(50)).ignoring(StaleElementReferenceException.class)
			.withMessage(() -> what + "; the page shows: " + find(By.tagName("body")).getText())
			.until((driver) -> condition.test(this));
	}

	void awaitText(String id, String text) {
		await("'" + text + "' in " + id, (browser) -> browser.text(id).contains(text));
	}

	/** Press keys, wherever the focus is. */
	void press(CharSequence... keys) {
		this.driver.switchTo().activeElement().sendKeys(keys);
	}

	void tabTo(By by) {
		for (int i = 0; i < 200; i++) {
			if (this.driver.switchTo().activeElement().equals(find(by))) {
				return;
			}
			press(Keys.TAB);
		}
		throw new AssertionError("The tab key does not reach " + by);
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	@SuppressWarnings("unchecked")
	<T> T script(String script, Object... arguments) {
		return (T) this.driver.executeScript(script, arguments);
	}

	/** What the browser complained of: errors of the script, refusals of the policy. */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	void screenshot(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
