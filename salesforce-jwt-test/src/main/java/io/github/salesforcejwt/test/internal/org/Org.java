package io.github.salesforcejwt.test.internal.org;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.salesforcejwt.test.internal.data.DataApi;
import org.jspecify.annotations.Nullable;

/**
 * An org: its app, its users, their sessions, its records and the scenarios of a test.
 */
public final class Org {

	private final String id;

	private final String orgId = Ids.record("00D");

	private final Address home = new Address();

	private final ConnectedApp app;

	private final Map<String, User> users = new ConcurrentHashMap<>();

	private final Set<String> assertionIds = ConcurrentHashMap.newKeySet();

	private final Sessions sessions;

	private final LoginHistory logins = new LoginHistory();

	private final AtomicInteger loginAttempts = new AtomicInteger();

	private final Script script = new Script();

	private final RequestLog requests = new RequestLog();

	private final ApiUsage usage = new ApiUsage();

	private final TokenFormat tokenFormat = new TokenFormat();

	private final CallsInProgress callsInProgress = new CallsInProgress();

	private final ApexClasses apex = new ApexClasses();

	private final DataApi data;

	private volatile Address instance = this.home;

	private volatile int redirectStatus;

	private volatile boolean sandbox;

	private volatile boolean loginIpsRestricted;

	public Org(String id, String clientId, RSAPublicKey publicKey, String username, Duration tokenLifetime,
			Clock clock) {
		this.id = id;
		this.app = new ConnectedApp(clientId, publicKey);
		this.sessions = new Sessions(this.orgId, tokenLifetime);
		this.data = new DataApi(clock);
		addUser(username).approve(true);
		this.app.runAs(username);
	}

	public String id() {
		return this.id;
	}

	public String orgId() {
		return this.orgId;
	}

	/** The My Domain, which logins always go to. */
	public Address home() {
		return this.home;
	}

	/** The current address of the org: its My Domain, until it moves. */
	public Address instance() {
		return this.instance;
	}

	/**
	 * Move to an address that is opened first, so that no login returns one that does not
	 * answer yet.
	 * @param address the address
	 * @param redirectStatus what calls to other addresses are answered with, 0 for the
	 * refusal of their token
	 */
	public void moveTo(Address address, int redirectStatus) {
		this.redirectStatus = redirectStatus;
		this.instance = address;
		this.sessions.endAll();
	}

	public int redirectStatus() {
		return this.redirectStatus;
	}

	public boolean sandbox() {
		return this.sandbox;
	}

	public void sandbox(boolean sandbox) {
		this.sandbox = sandbox;
	}

	public void restrictLoginIps(boolean restricted) {
		this.loginIpsRestricted = restricted;
	}

	public boolean loginIpsRestricted() {
		return this.loginIpsRestricted;
	}

	public ConnectedApp app() {
		return this.app;
	}

	public User addUser(String username) {
		return this.users.computeIfAbsent(username, (name) -> new User(name, this::store));
	}

	private void store(User user) {
		this.data.putUser(user.id(), user.username(), user.active());
	}

	public List<User> users() {
		return this.users.values().stream().sorted(Comparator.comparing(User::username)).toList();
	}

	public @Nullable User user(@Nullable String username) {
		return (username != null) ? this.users.get(username) : null;
	}

	/** Whether an assertion's id is new here: a repeated one is a replay. */
	public boolean firstUse(String assertionId) {
		return this.assertionIds.add(assertionId);
	}

	public Sessions sessions() {
		return this.sessions;
	}

	public LoginHistory logins() {
		return this.logins;
	}

	public AtomicInteger loginAttempts() {
		return this.loginAttempts;
	}

	public Script script() {
		return this.script;
	}

	public RequestLog requests() {
		return this.requests;
	}

	public ApiUsage usage() {
		return this.usage;
	}

	public TokenFormat tokenFormat() {
		return this.tokenFormat;
	}

	public CallsInProgress callsInProgress() {
		return this.callsInProgress;
	}

	public ApexClasses apex() {
		return this.apex;
	}

	public DataApi data() {
		return this.data;
	}

}
