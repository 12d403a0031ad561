package io.github.salesforcejwt.test.internal.control;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import org.jspecify.annotations.Nullable;

/**
 * The commands by their names.
 */
final class Commands {

	private static final Map<String, Class<? extends OrgCommand>> BY_NAME = new LinkedHashMap<>();

	static {
		add(OrgCommand.class);
	}

	private Commands() {
	}

	@SuppressWarnings("unchecked")
	private static void add(Class<?> type) {
		if (type.isRecord()) {
			BY_NAME.put(name(type), (Class<? extends OrgCommand>) type);
			return;
		}
		for (Class<?> permitted : type.getPermittedSubclasses()) {
			add(permitted);
		}
	}

	static Map<String, Class<? extends OrgCommand>> all() {
		return BY_NAME;
	}

	static @Nullable Class<? extends OrgCommand> find(String name) {
		return BY_NAME.get(name);
	}

	/** The name of a command, such as {@code fail-next}. */
	static String name(Class<?> type) {
		return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

}
