package io.github.salesforcejwt.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/**
 * An application with one bean that takes a {@link RestClient}, which reports how long it
 * took to start, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartUp {

	@Bean
	Object caller(ObjectProvider<RestClient> client, RestClient.Builder builder) {
		return List.of(client.getIfAvailable(builder::build));
	}

	/**
	 * Start.
	 * @param arguments the arguments of the application
	 */
	public static void main(String[] arguments) {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long processorStart = threads.getCurrentThreadCpuTime();
		long start = System.nanoTime();
		ConfigurableApplicationContext context = SpringApplication.run(StartUp.class, arguments);
		double millis = (System.nanoTime() - start) / 1e6;
		double processorMillis = (threads.getCurrentThreadCpuTime() - processorStart) / 1e6;
		int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
		System.out.println(ChildProcess.RESULT + millis + " " + processorMillis + " " + heap + " " + classes);
		context.close();
		System.exit(0);
	}

}
