package community.backup.handler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries out a request, and writes the answer. */
@FunctionalInterface
public interface RequestHandler {
    void handle(InputStream in, OutputStream out) throws IOException;
}
