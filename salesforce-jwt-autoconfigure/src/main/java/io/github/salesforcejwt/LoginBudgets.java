package io.github.salesforcejwt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The login budgets of the further users of an org. Each outlives the session of its user
 * as long as it matters, or users that take turns beyond the number of sessions would log
 * in without a limit.
 */
final class LoginBudgets {

	private final Ticker ticker;

	private final Map<String, LoginBudget> budgets = new ConcurrentHashMap<>();

	LoginBudgets(Ticker ticker) {
		this.ticker = ticker;
	}

	LoginBudget of(String username) {
		LoginBudget budget = this.budgets.get(username);
		if (budget == null) {
			this.budgets.values().removeIf(LoginBudget::isFull);
			budget = this.budgets.computeIfAbsent(username, (name) -> new LoginBudget(this.ticker));
		}
		return budget;
	}

	int size() {
		return this.budgets.size();
	}

}
