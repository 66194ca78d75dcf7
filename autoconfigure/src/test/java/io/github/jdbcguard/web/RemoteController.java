package io.github.jdbcguard.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Asks the database something, and then another server, which takes its time.
 */
@RestController
@RequestMapping("/remote")
class RemoteController {

	private final Ledger ledger;

	private final URI remote;

	private final HttpClient client = HttpClient.newHttpClient();

	RemoteController(Ledger ledger, @Value("${remote:}") URI remote) {
		this.ledger = ledger;
		this.remote = remote;
	}

	@GetMapping("/held/{user}")
	String held() throws Exception {
		this.ledger.backend();
		return callRemote();
	}

	@GetMapping("/committed/{user}")
	String committed() throws Exception {
		this.ledger.backend();
		this.ledger.session.commit();
		return callRemote();
	}

	private String callRemote() throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(this.remote).build(), BodyHandlers.ofString()).body();
	}

}
