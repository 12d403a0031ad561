package io.github.salesforcejwt.test.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import org.jspecify.annotations.Nullable;
import wiremock.org.eclipse.jetty.io.SelectorManager.AcceptListener;
import wiremock.org.eclipse.jetty.server.ServerConnector;

/**
 * Server that leaves no connection open when it stops. Jetty overlooks a connection that
 * it accepts in the meantime, and the client would wait for an answer until it gives up.
 */
final class ClosingHttpServer extends Jetty11HttpServer {

	private final Set<SelectableChannel> accepted = ConcurrentHashMap.newKeySet();

	private volatile boolean stopped;

	ClosingHttpServer(Options options, AdminRequestHandler adminRequestHandler, StubRequestHandler stubRequestHandler) {
		super(options, adminRequestHandler, stubRequestHandler);
		watch(this.httpConnector);
		watch(this.httpsConnector);
	}

	private void watch(@Nullable ServerConnector connector) {
		if (connector == null) {
			return;
		}
		connector.addBean(new AcceptListener() {

			@Override
			public void onAccepting(SelectableChannel channel) {
				ClosingHttpServer.this.accepted.removeIf((other) -> !other.isOpen());
				ClosingHttpServer.this.accepted.add(channel);
				if (ClosingHttpServer.this.stopped) {
					close(channel);
				}
			}

		});
	}

	@Override
	public void stop() {
		this.stopped = true;
		closeToNewConnections(this.httpConnector);
		closeToNewConnections(this.httpsConnector);
		super.stop();
		this.accepted.forEach(ClosingHttpServer::close);
	}

	private static void closeToNewConnections(@Nullable ServerConnector connector) {
		if (connector != null) {
			connector.close();
		}
	}

	private static void close(SelectableChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
