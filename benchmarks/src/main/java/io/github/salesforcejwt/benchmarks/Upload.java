package io.github.salesforcejwt.benchmarks;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Sends a file over a connection that has served one call before, and reports how long
 * that took and how much heap was used at most.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Upload {

	/**
	 * Send a file.
	 * @param arguments the kind of client, the file, the URI, and the arguments of the
	 * application
	 */
	public static void main(String[] arguments) {
		FileSystemResource file = new FileSystemResource(new File(arguments[1]));
		String uri = arguments[2];
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Upload.class)
			.web(WebApplicationType.NONE)
			.run(arguments)) {
			Runnable[] calls = calls(context, arguments[0], uri, file);
			calls[0].run();
			ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
			long start = System.nanoTime();
			calls[1].run();
			double seconds = (System.nanoTime() - start) / 1e9;
			double peak = ManagementFactory.getMemoryPoolMXBeans()
				.stream()
				.filter((pool) -> pool.getType() == MemoryType.HEAP)
				.map(MemoryPoolMXBean::getPeakUsage)
				.mapToLong((usage) -> usage.getUsed())
				.sum() / 1e6;
			System.out.println(ChildProcess.RESULT + seconds + " " + peak);
		}
		System.exit(0);
	}

	/**
	 * Return a first small call, which logs in, and the upload.
	 */
	private static Runnable[] calls(ConfigurableApplicationContext context, String client, String uri,
			FileSystemResource file) {
		return switch (client) {
			case "bare-rest" ->
				calls(context.getBean(RestClient.Builder.class).defaultHeader("Authorization", "Bearer none").build(),
						uri, file);
			case "bare-web" ->
				calls(context.getBean(WebClient.Builder.class).defaultHeader("Authorization", "Bearer none").build(),
						uri, file);
			case "rest" -> calls(context.getBean("salesforceRestClient", RestClient.class), uri, file);
			case "web" -> calls(context.getBean("salesforceWebClient", WebClient.class), uri, file);
			default -> throw new IllegalArgumentException(client);
		};
	}

	private static Runnable[] calls(RestClient client, String uri, FileSystemResource file) {
		return new Runnable[] { () -> client.get().uri(uri).retrieve().toBodilessEntity(),
				() -> client.post()
					.uri(uri)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.body(file)
					.retrieve()
					.toBodilessEntity() };
	}

	private static Runnable[] calls(WebClient client, String uri, FileSystemResource file) {
		return new Runnable[] { () -> client.get().uri(uri).retrieve().toBodilessEntity().block(),
				() -> client.post()
					.uri(uri)
					.contentType(MediaType.APPLICATION_OCTET_STREAM)
					.body(BodyInserters.fromResource(file))
					.retrieve()
					.toBodilessEntity()
					.block() };
	}

}
