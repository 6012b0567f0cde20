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

    private final TeardownAccount account;
    private final Caller caller;

    Tool(TeardownAccount account, SdkRetries retries) {
        this.account = account;
        this.caller = Caller.at(account, retries);
    }

    /** Makes a call, and waits for the answer. */
    HttpAnswer call(HttpCall call) {
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        caller.call(call, answer::complete);
        account.runUntil(answer::isDone);
        return answer.join();
    }

    boolean delete(String arn) {
        return BackupRequests.succeeded(call(BackupRequests.delete(TeardownAccount.VAULT, arn)));
    }

    /** The ARNs of all recovery points in the vault. */
    List<String> list() {
        List<String> arns = new ArrayList<>();
        String token = "";
        do {
            ListPage page = page(token);
            arns.addAll(page.arns);
            token = page.next;
        } while (!token.isEmpty());
        return arns;
    }

    /**
     * A page of the vault's list.
     *
     * @param next the token of the next page; empty if this is the last
     */
    record ListPage(List<String> arns, String next) {}

    /** The page with that token. The token of the first page is empty. */
    ListPage page(String token) {
        JsonNode page = json(call(BackupRequests.list(TeardownAccount.VAULT, token)));
        List<String> arns = new ArrayList<>();
        page.path("RecoveryPoints")
                .forEach(point -> arns.add(point.path("RecoveryPointArn").asText()));
        return new ListPage(arns, page.path("NextToken").asText(""));
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
        account.in(time, () -> over.set(true));
        account.runUntil(over::get);
    }

    /** Reports the same result for all recovery points. */
    void reportAll(boolean gone) {
        account.targets().forEach(target -> account.report(target, gone));
    }
}
