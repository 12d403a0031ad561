package io.github.salesforcejwt.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.OrgEvicted;
import io.github.salesforcejwt.SalesforceSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs what changes: the first login, a refusal, the end of a refusal. The rest is at
 * DEBUG, and so are the logins of further users, who are many. The key-value pairs become
 * fields of structured logging.
 */
final class SalesforceSessionLogger implements SalesforceSessionListener {

	private static final Logger logger = LoggerFactory.getLogger(SalesforceSessionListener.class);

	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	@Override
	public void onEvent(SalesforceSessionEvent event) {
		String id = event.orgId();
		boolean ofUser = event.username() != null;
		if (event instanceof LoggedIn login) {
			boolean recovered = !ofUser && this.failing.remove(id);
			boolean notable = recovered || (!ofUser && login.reason() == LoginReason.FIRST);
			log(notable ? Level.INFO : Level.DEBUG, event)
				.addKeyValue("salesforce.login.duration", login.duration().toMillis())
				.log("Logged in to the Salesforce org '{}'{} at {} in {} ms{}", id,
						ofUser ? " as '" + event.username() + "'" : "", login.instanceUrl(),
						login.duration().toMillis(), recovered ? ", after logins had failed" : "");
		}
		else if (event instanceof LoginFailed refusal) {
			if (!ofUser) {
				this.failing.add(id);
			}
			log(refusal.repeated() ? Level.DEBUG : Level.WARN, event)
				.addKeyValue("salesforce.login.error", refusal.failure().getLoginError().name())
				.log(refusal.failure().getMessage());
		}
		else {
			if (event instanceof OrgEvicted) {
				this.failing.remove(id);
			}
			log(Level.DEBUG, event).log(event.toString());
		}
	}

	private static LoggingEventBuilder log(Level level, SalesforceSessionEvent event) {
		LoggingEventBuilder line = logger.atLevel(level)
			.addKeyValue("salesforce.org", event.orgId())
			.addKeyValue("salesforce.event", event.getClass().getSimpleName());
		return (event.username() != null) ? line.addKeyValue("salesforce.user", event.username()) : line;
	}

}
