package io.github.salesforcejwt.autoconfigure.shared;

import java.time.Duration;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.salesforcejwt.SharedSessionStore;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.GenericBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceSharedSessionAutoConfiguration}.
 */
class SalesforceSharedSessionAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SalesforceSharedSessionAutoConfiguration.class));

	private final ApplicationContextRunner jdbc = this.runner
		.withPropertyValues("salesforce.jwt.shared-session.store=jdbc");

	private final ApplicationContextRunner redis = this.runner
		.withPropertyValues("salesforce.jwt.shared-session.store=redis");

	@Test
	void withoutThePropertyNothingIsShared() {
		this.runner.withBean(DataSource.class, SalesforceSharedSessionAutoConfigurationTests::dataSource)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SharedSessionStore.class));
	}

	@Test
	void tableIsCreatedInAnEmbeddedDatabaseAndHoldsTheSessions() {
		this.jdbc.withBean(DataSource.class, SalesforceSharedSessionAutoConfigurationTests::dataSource)
			.run((context) -> {
				assertThat(context).getBean(SharedSessionStore.class).isInstanceOf(JdbcSharedSessionStore.class);
				assertThat(rows(context.getBean(DataSource.class), "SALESFORCE_SESSION")).isZero();
				write(context);
				assertThat(rows(context.getBean(DataSource.class), "SALESFORCE_SESSION")).isOne();
			});
	}

	@Test
	void tableIsNotCreatedIfTheApplicationDoesSoItself() {
		this.jdbc.withPropertyValues("salesforce.jwt.shared-session.jdbc.initialize-schema=never")
			.withPropertyValues("salesforce.jwt.shared-session.jdbc.table-name=ERP.SESSIONS")
			.withBean(DataSource.class, SalesforceSharedSessionAutoConfigurationTests::dataSource)
			.run((context) -> {
				DataSource dataSource = context.getBean(DataSource.class);
				JdbcClient.create(dataSource).sql("create schema ERP").update();
				JdbcClient.create(dataSource)
					.sql("create table ERP.SESSIONS (ID varchar(100) primary key, VERSION bigint, "
							+ "SESSION_VALUE varchar(16000), LEASE_OWNER varchar(36), LEASE_UNTIL bigint, EXPIRES_AT bigint)")
					.update();
				write(context);
				assertThat(rows(dataSource, "ERP.SESSIONS")).isOne();
			});
	}

	@Test
	void qualifiedDataSourceIsUsedIfThereAreSeveral() {
		DataSource erp = dataSource();
		DataSource sessions = dataSource();
		this.jdbc.withBean("erp", DataSource.class, () -> erp)
			.withBean("sessions", DataSource.class, () -> sessions,
					SalesforceSharedSessionAutoConfigurationTests::qualify)
			.run((context) -> {
				write(context);
				assertThat(rows(sessions, "SALESFORCE_SESSION")).isOne();
			});
	}

	@Test
	void severalDataSourcesAndNoneQualifiedIsAClearFailure() {
		this.jdbc.withBean("erp", DataSource.class, SalesforceSharedSessionAutoConfigurationTests::dataSource)
			.withBean("crm", DataSource.class, SalesforceSharedSessionAutoConfigurationTests::dataSource)
			.run((context) -> assertFailure(context, "'jdbc'", "@SalesforceDataSource"));
	}

	@Test
	void noDataSourceIsAClearFailure() {
		this.jdbc
			.run((context) -> assertFailure(context, "'jdbc'", "there is no DataSource", "spring-boot-starter-jdbc"));
	}

	@Test
	void noRedisIsAClearFailure() {
		this.redis.run((context) -> assertFailure(context, "'redis'", "there is no RedisConnectionFactory"));
	}

	@Test
	void missingLibraryIsAClearFailure() {
		this.redis.withClassLoader(new FilteredClassLoader(StringRedisTemplate.class))
			.run((context) -> assertFailure(context, "'redis'", "class path", "spring-boot-starter-data-redis"));
		this.jdbc.withClassLoader(new FilteredClassLoader(JdbcClient.class))
			.run((context) -> assertFailure(context, "'jdbc'", "class path", "spring-boot-starter-jdbc"));
	}

	@Test
	void redisIsUsedIfItIsChosen() {
		this.redis.withBean(RedisConnectionFactory.class, () -> mock(RedisConnectionFactory.class))
			.run((context) -> assertThat(context).getBean(SharedSessionStore.class)
				.isInstanceOf(RedisSharedSessionStore.class));
	}

	@Test
	void storeOfTheApplicationComesFirst() {
		SharedSessionStore own = mock(SharedSessionStore.class);
		this.jdbc.withBean("own", SharedSessionStore.class, () -> own)
			.run((context) -> assertThat(context).getBean(SharedSessionStore.class).isSameAs(own));
	}

	private static void assertFailure(AssertableApplicationContext context, String... texts) {
		assertThat(context).hasFailed();
		assertThat(context.getStartupFailure()).rootCause()
			.hasMessageContaining("salesforce.jwt.shared-session.store")
			.hasMessageContainingAll(texts);
	}

	private static void qualify(BeanDefinition definition) {
		((GenericBeanDefinition) definition).addQualifier(new AutowireCandidateQualifier(SalesforceDataSource.class));
	}

	private static void write(AssertableApplicationContext context) {
		SharedSessionStore store = context.getBean(SharedSessionStore.class);
		assertThat(store.lease("acme", store.read("acme").version(), "a", Duration.ofMinutes(1))).isTrue();
	}

	private static int rows(DataSource dataSource, String table) {
		return JdbcClient.create(dataSource).sql("select count(*) from " + table).query(Integer.class).single();
	}

	private static DataSource dataSource() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		return dataSource;
	}

}
