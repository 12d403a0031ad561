package io.github.salesforcejwt.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What all loggers say at all levels, those of the JDK included, but for the wire logs
 * that {@code docs/security.md} names. The console stays quiet.
 */
final class TraceLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final List<String> WIRE_LOGS = List.of("jdk.httpclient.HttpClient",
			"sun.net.www.protocol.http.HttpURLConnection", "org.apache.hc.client5.http.headers",
			"org.apache.hc.client5.http.wire", "org.eclipse.jetty.client", "org.eclipse.jetty.http",
			"org.eclipse.jetty.io", "reactor.netty.http.client");

	private final StringBuffer text = new StringBuffer();

	private final Map<Logger, Level> levels = new LinkedHashMap<>();

	private final Map<String, Appender<ILoggingEvent>> others = new LinkedHashMap<>();

	private final java.util.logging.Logger jdkRoot = LogManager.getLogManager().getLogger("");

	private final java.util.logging.Level jdkLevel = this.jdkRoot.getLevel();

	private final Handler jdkHandler = new JdkHandler();

	private final Logger root;

	TraceLog() {
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		this.root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		this.root.iteratorForAppenders()
			.forEachRemaining((appender) -> this.others.put(String.valueOf(appender.getName()), appender));
		this.others.values().forEach(this.root::detachAppender);
		List.copyOf(loggers.getLoggerList())
			.stream()
			.filter((logger) -> logger.getLevel() != null)
			.forEach((logger) -> setLevel(logger, (logger != this.root) ? null : Level.TRACE));
		WIRE_LOGS.forEach((name) -> setLevel(loggers.getLogger(name), Level.INFO));
		setContext(loggers);
		start();
		this.root.addAppender(this);
		this.jdkRoot.setLevel(java.util.logging.Level.ALL);
		this.jdkRoot.addHandler(this.jdkHandler);
	}

	private void setLevel(Logger logger, Level level) {
		this.levels.putIfAbsent(logger, logger.getLevel());
		logger.setLevel(level);
	}

	@Override
	protected void append(ILoggingEvent event) {
		add(event.getLevel(), event.getLoggerName(), event.getFormattedMessage());
		this.text.append(event.getKeyValuePairs()).append(event.getMDCPropertyMap()).append('\n');
		if (event.getThrowableProxy() != null) {
			this.text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
		}
	}

	private void add(Object level, String logger, String message) {
		this.text.append(level).append(' ').append(logger).append(' ').append(message).append('\n');
	}

	String text() {
		return this.text.toString();
	}

	@Override
	public void close() {
		this.jdkRoot.removeHandler(this.jdkHandler);
		this.jdkRoot.setLevel(this.jdkLevel);
		this.root.detachAppender(this);
		stop();
		this.levels.forEach(Logger::setLevel);
		this.others.values().forEach(this.root::addAppender);
	}

	private final class JdkHandler extends Handler {

		JdkHandler() {
			setLevel(java.util.logging.Level.ALL);
		}

		@Override
		public void publish(LogRecord record) {
			if (WIRE_LOGS.stream().noneMatch(String.valueOf(record.getLoggerName())::startsWith)) {
				String message = new java.util.logging.SimpleFormatter().format(record);
				add(record.getLevel(), record.getLoggerName(), message);
			}
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
