package io.github.salesforcejwt.test.internal.org;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.PathPattern;
import io.github.salesforcejwt.test.internal.http.Reply;

/**
 * The Apex REST classes of an org: each gives the same answer to all requests, and its
 * runs are counted.
 */
public final class ApexClasses {

	/**
	 * What the paths of the classes begin with.
	 */
	public static final String ROOT = "/services/apexrest/";

	private final Map<String, Reply> answers = new LinkedHashMap<>();

	private final Map<String, Integer> executions = new LinkedHashMap<>();

	/**
	 * Deploy a class, or replace it.
	 * @param urlMapping its {@code urlMapping}, such as {@code /orders/*}
	 * @param answer what it answers
	 */
	public synchronized void deploy(String urlMapping, Reply answer) {
		this.answers.put(withoutSlash(urlMapping), answer);
	}

	/** Run the class that a path is mapped to. */
	public synchronized Reply run(String path) {
		String below = path.substring(ROOT.length());
		for (Map.Entry<String, Reply> entry : this.answers.entrySet()) {
			if (PathPattern.matches(entry.getKey(), below)) {
				this.executions.merge(entry.getKey(), 1, Integer::sum);
				return entry.getValue();
			}
		}
		return Reply.of(Answers.error(404, "NOT_FOUND", "Could not find a match for URL"));
	}

	public synchronized int executions(String urlMapping) {
		return this.executions.getOrDefault(withoutSlash(urlMapping), 0);
	}

	/** What each class answers, by its mapping. */
	public synchronized Map<String, Reply> answers() {
		return new LinkedHashMap<>(this.answers);
	}

	/** How often each class has run, by its mapping. */
	public synchronized Map<String, Integer> executions() {
		return new LinkedHashMap<>(this.executions);
	}

	public synchronized void clear() {
		this.answers.clear();
		this.executions.clear();
	}

	private static String withoutSlash(String urlMapping) {
		return urlMapping.startsWith("/") ? urlMapping.substring(1) : urlMapping;
	}

}
