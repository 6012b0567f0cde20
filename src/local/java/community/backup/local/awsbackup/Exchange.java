package community.backup.local.awsbackup;

import java.time.Duration;

/**
 * What became of a call; the transport makes it felt.
 *
 * @param answer what the service answers
 * @param delay how long the caller waits for it; the effect has happened by then
 * @param cut whether the connection breaks instead, so that the caller never sees the answer
 */
public record Exchange(HttpAnswer answer, Duration delay, boolean cut) {}
