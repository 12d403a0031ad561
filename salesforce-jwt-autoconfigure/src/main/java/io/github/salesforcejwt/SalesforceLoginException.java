package io.github.salesforcejwt;

import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.util.StringUtils;
import org.springframework.web.client.UnknownContentTypeException;

/**
 * Thrown when a login to Salesforce fails. The message contains Salesforce's answer, its
 * meaning, what was sent, and what to do; never a secret.
 *
 * @see SalesforceLoginError
 */
public class SalesforceLoginException extends ClientAuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final String NO_TOKEN = "invalid_token_response";

	private final SalesforceLoginError loginError;

	private final String explanation;

	private final String remedy;

	private final Duration retryAfter;

	private SalesforceLoginException(OAuth2Error error, String orgId, SalesforceLoginError loginError,
			String explanation, String remedy, Duration retryAfter, @Nullable Throwable cause) {
		super(error, orgId, explanation + " What to do: " + remedy);
		if (cause != null) {
			initCause(cause);
		}
		this.loginError = loginError;
		this.explanation = explanation;
		this.remedy = remedy;
		this.retryAfter = retryAfter;
	}

	/**
	 * Explain the failure of a token request.
	 * @param attempt what was sent
	 * @param ex what Spring Security's token response client made of the answer. It does
	 * not become the cause, since it contains the unmodified answer.
	 * @param clock the clock of this machine
	 */
	static SalesforceLoginException of(LoginAttempt attempt, OAuth2AuthorizationException ex, Clock clock) {
		if (ex instanceof TokenErrorException answer) {
			return refused(attempt, answer, clock);
		}
		Throwable transport = TransportFailure.find(ex);
		if (UnreachableHost.isUnresolved(ex)) {
			String host = attempt.registration().getLoginUrl().getHost();
			return of(attempt, SalesforceLoginError.UNKNOWN_HOST, new OAuth2Error(NO_TOKEN),
					"the name '" + host + "' does not resolve", "", Duration.ZERO, transport);
		}
		if (transport != null && !(transport instanceof BoundedResponse.TooLongException)) {
			return unreachable(attempt, transport);
		}
		String words = "an answer without a token";
		if (ex instanceof UnusableTokenException) {
			words = "an answer with a token that no header can carry";
		}
		else if (ex.getCause() instanceof UnknownContentTypeException answer) {
			words = words(answer.getStatusCode().value(), "", attempt.excerpt(answer.getResponseBodyAsString()));
		}
		else if (ex.getCause() instanceof InvalidMediaTypeException invalid) {
			words = "an answer whose Content-Type is" + quote(attempt.excerpt(invalid.getMediaType()), " nothing");
		}
		return of(attempt, SalesforceLoginError.UNREADABLE, new OAuth2Error(NO_TOKEN), words, "", Duration.ZERO, null);
	}

	/**
	 * Explain that no answer came, or not all of it.
	 */
	static SalesforceLoginException unreachable(LoginAttempt attempt, Throwable cause) {
		String words = (cause instanceof LoginDeadline.ExceededException) ? String.valueOf(cause.getMessage())
				: cause.getClass().getSimpleName() + quote(attempt.excerpt(cause.getMessage()), "");
		return of(attempt, SalesforceLoginError.UNREACHABLE, new OAuth2Error(NO_TOKEN), words, "", Duration.ZERO,
				cause);
	}

	private static SalesforceLoginException refused(LoginAttempt attempt, TokenErrorException ex, Clock clock) {
		OAuth2Error error = ex.getError();
		boolean named = ex.body() == null;
		SalesforceLoginError entry = SalesforceLoginError.of(ex.status(), named ? error.getErrorCode() : null,
				error.getDescription());
		String code = named ? attempt.excerpt(error.getErrorCode()) : "";
		String text = named ? error.getDescription() : ex.body();
		String description = attempt.excerpt(text);
		OAuth2Error safe = new OAuth2Error(code.isEmpty() ? NO_TOKEN : code, description, null);
		Duration retryAfter = RetryAfter.of(ex.headers(), clock);
		return of(attempt, entry, safe, words(ex.status(), code, description), clocks(ex, clock),
				(retryAfter != null) ? retryAfter : Duration.ZERO, null);
	}

	private static SalesforceLoginException of(LoginAttempt attempt, SalesforceLoginError loginError, OAuth2Error error,
			String words, String clocks, Duration retryAfter, @Nullable Throwable cause) {
		String id = attempt.registration().getId();
		String explanation = Stream
			.of("The login to the Salesforce org '" + id + "' failed: " + words + ".", loginError.getMeaning(),
					attempt.describe(), clocks)
			.filter(StringUtils::hasLength)
			.collect(Collectors.joining(" "));
		String remedy = (loginError != SalesforceLoginError.USER_NOT_APPROVED) ? loginError.getRemedy()
				: loginError.getRemedy() + " " + attempt.approval();
		return new SalesforceLoginException(error, id, loginError, explanation, remedy, retryAfter, cause);
	}

	private static String words(int status, String code, String excerpt) {
		String text = excerpt.replaceFirst("[. ]+$", "");
		return "HTTP " + status + (code.isEmpty() ? "" : " " + code) + quote(text, " with no text");
	}

	private static String quote(String text, String nothing) {
		return text.isEmpty() ? nothing : " '" + text + "'";
	}

	private static String clocks(TokenErrorException ex, Clock clock) {
		ClockDifference difference = ClockDifference.of(ex.headers(), clock);
		return (difference != null && difference.isNotable()) ? "The clock of this machine is " + difference + "." : "";
	}

	static SalesforceLoginException interrupted(String orgId, InterruptedException ex) {
		return local(orgId, "interrupted", SalesforceLoginError.INTERRUPTED, ex);
	}

	/**
	 * Give each caller of a shared login an exception with its own stack trace.
	 */
	static SalesforceLoginException forCaller(String orgId, Throwable ex) {
		if (ex instanceof SalesforceLoginException shared) {
			return new SalesforceLoginException(shared.getError(), orgId, shared.loginError, shared.explanation,
					shared.remedy, shared.retryAfter, shared.getCause());
		}
		return local(orgId, "login_failed", SalesforceLoginError.LOCAL_FAILURE, ex);
	}

	/**
	 * Report the failure of another replica of the application.
	 * @param remaining how long no replica tries again
	 */
	static SalesforceLoginException ofReplica(String orgId, SalesforceLoginError error, String code, String explanation,
			String remedy, Duration remaining) {
		return new SalesforceLoginException(new OAuth2Error(code), orgId, error,
				"Another replica of this application reports: " + explanation, remedy, remaining, null);
	}

	static SalesforceLoginException local(String orgId, String code, SalesforceLoginError loginError,
			@Nullable Throwable cause) {
		String reason = (cause != null && cause.getMessage() != null) ? " " + Redaction.line(cause.getMessage()) : "";
		return new SalesforceLoginException(new OAuth2Error(code), orgId, loginError,
				"The login to the Salesforce org '" + orgId + "' failed. " + loginError.getMeaning() + reason,
				loginError.getRemedy(), Duration.ZERO, cause);
	}

	/**
	 * Explain why there is no assertion to send.
	 */
	static SalesforceLoginException notSigned(String orgId, SigningException ex) {
		SalesforceLoginError loginError = ex.isOtherKey() ? SalesforceLoginError.SIGNED_BY_OTHER_KEY
				: SalesforceLoginError.NOT_SIGNED;
		return new SalesforceLoginException(
				new OAuth2Error("signing_failed"), orgId, loginError, "The login to the Salesforce org '" + orgId
						+ "' failed: " + ex.getMessage() + " " + loginError.getMeaning(),
				loginError.getRemedy(), Duration.ZERO, null);
	}

	static SalesforceLoginException budgetExhausted(String orgId, Duration wait) {
		SalesforceLoginError loginError = SalesforceLoginError.BUDGET_EXHAUSTED;
		return new SalesforceLoginException(new OAuth2Error("login_budget_exhausted"), orgId, loginError,
				"The login to the Salesforce org '" + orgId + "' was not made. " + loginError.getMeaning(),
				loginError.getRemedy(), wait, null);
	}

	/**
	 * Return the minimum time without another login.
	 */
	Duration leastPause() {
		Duration least = this.loginError.leastPause();
		return (least.compareTo(this.retryAfter) > 0) ? least : this.retryAfter;
	}

	/**
	 * Return the entry of the catalogue.
	 * @return the entry; {@link SalesforceLoginError#UNKNOWN} if there is none
	 */
	public SalesforceLoginError getLoginError() {
		return this.loginError;
	}

	/**
	 * Return what happened, what it means and what was sent.
	 * @return sentences
	 */
	public String getExplanation() {
		return this.explanation;
	}

	/**
	 * Return what to do, with the values of this org.
	 * @return sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

	/**
	 * Whether a later login may succeed by itself.
	 * @return {@code false} if something has to be changed first
	 */
	public boolean isTransient() {
		return !this.loginError.isPermanent();
	}

}
