package community.backup.local.awsbackup;

import java.time.Duration;

/**
 * The result of a call. The transport applies its delay and its cut.
 *
 * @param answer the answer of the service
 * @param delay how long the caller waits for the answer; the effect happens before that
 * @param cut whether the connection breaks instead, so that the caller never sees the answer
 */
public record Exchange(HttpAnswer answer, Duration delay, boolean cut) {}
