package io.github.salesforcejwt.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what the benchmarks have won. Allocation is exact; times are compared by
 * processor time of batches that take turns, and with generous bounds, since the machine
 * may be busy.
 */
class RegressionGuardTests {

	private static final int ROUNDS = 30;

	@Test
	void callByRestClientCostsHardlyMoreThanABareOne() {
		try (Clients clients = new Clients("RELATIVE")) {
			CallCost[] costs = CallCost.measure(ROUNDS, clients.bare::restClient, clients.starter::restClient,
					clients.stock::restClient);
			assertThat(costs[1].bytes()).isLessThan(costs[0].bytes() + 64).isLessThan(costs[2].bytes() - 1_000);
			assertThat(costs[1].nanos()).isLessThan(costs[0].nanos() * 5 / 4).isLessThan(costs[2].nanos());
		}
	}

	@Test
	void callByRestClientToAnAbsoluteUriAllocatesNoMoreThanAWrapper() {
		try (Clients clients = new Clients("ABSOLUTE")) {
			CallCost[] costs = CallCost.measure(ROUNDS, clients.bare::restClient, clients.starter::restClient);
			assertThat(costs[1].bytes()).isLessThan(costs[0].bytes() + 100);
		}
	}

	@Test
	void callByWebClientCostsHardlyMoreThanABareOne() {
		try (Clients clients = new Clients("RELATIVE")) {
			CallCost[] costs = CallCost.measure(ROUNDS, clients.bare::webClient, clients.starter::webClient,
					clients.stock::webClient);
			assertThat(costs[1].bytes()).isLessThan(costs[0].bytes() * 103 / 100).isLessThan(costs[2].bytes() - 4_000);
			assertThat(costs[1].nanos()).isLessThan(costs[0].nanos() * 5 / 4).isLessThan(costs[2].nanos());
		}
	}

	@Test
	void callByWebClientToAnAbsoluteUriAllocatesNoMoreThanAFewOperators() {
		try (Clients clients = new Clients("ABSOLUTE")) {
			CallCost[] costs = CallCost.measure(ROUNDS, clients.bare::webClient, clients.starter::webClient);
			assertThat(costs[1].bytes()).isLessThan(costs[0].bytes() * 105 / 100);
		}
	}

	private static final class Clients implements AutoCloseable {

		final CallBenchmark bare;

		final CallBenchmark starter;

		final CallBenchmark stock;

		Clients(String form) {
			this.bare = CallBenchmark.start(Contender.BARE, form);
			this.starter = CallBenchmark.start(Contender.STARTER, form);
			this.stock = CallBenchmark.start(Contender.STOCK_AT_BEST, form);
		}

		@Override
		public void close() {
			this.bare.stop();
			this.starter.stop();
			this.stock.stop();
		}

	}

}
