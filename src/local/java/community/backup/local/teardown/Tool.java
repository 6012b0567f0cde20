package community.backup.local.teardown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.HttpAnswer;
import community.backup.local.awsbackup.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program that empties a vault, one call after the other. */
final class Tool {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Site site;
    private final Caller caller;

    Tool(Site site, SdkRetries retries) {
        this.site = site;
        this.caller = Caller.at(site, retries);
    }

    /** Makes a call, and waits for the answer. */
    HttpAnswer call(HttpCall call) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        caller.call(call, answer::complete);
        site.runUntil(answer::isDone);
        return answer.join();
    }

    boolean delete(String arn) {
        return Requests.succeeded(call(Requests.delete(Site.VAULT, arn)));
    }

    /** The ARNs of all recovery points in the vault. */
    List<String> list() {
        List<String> arns = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = json(call(Requests.list(Site.VAULT, token)));
            page.path("RecoveryPoints")
                    .forEach(point -> arns.add(point.path("RecoveryPointArn").asText()));
            token = page.path("NextToken").asText("");
        } while (!token.isEmpty());
        return arns;
    }

    private static JsonNode json(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sleep(Duration time) {
        AtomicBoolean over = new AtomicBoolean();
        site.in(time, () -> over.set(true));
        site.runUntil(over::get);
    }

    /** Tells the user the same of all recovery points. */
    void tellOfAll(boolean gone) {
        site.targets().forEach(target -> site.tell(target, gone));
    }
}
