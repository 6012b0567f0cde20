package community.backup.local.network;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A proxy between a client and a server on this machine that injects network faults. Every request has its own
 * connection, so that the end of a connection affects only that request.
 */
public final class FaultProxy implements AutoCloseable {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final URI target;
    private final Function<String, NetworkFault> faults;
    private final String scheme;
    private final ServerSocket socket;
    private final ExecutorService threads;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts to listen on a free port.
     *
     * @param target the server
     * @param faults chooses the fault for a request, whose text it gets; several threads call it
     */
    public FaultProxy(URI target, Function<String, NetworkFault> faults) throws IOException {
        this(target, faults, "http", ServerSocketFactory.getDefault());
    }

    /**
     * A proxy without faults that accepts connections with TLS.
     *
     * @param tls has the key and the certificate
     */
    public static FaultProxy overTls(URI target, SSLContext tls) throws IOException {
        return new FaultProxy(target, head -> NetworkFault.NONE, "https", tls.getServerSocketFactory());
    }

    private FaultProxy(URI target, Function<String, NetworkFault> faults, String scheme, ServerSocketFactory sockets)
            throws IOException {
        this.target = target;
        this.faults = faults;
        this.scheme = scheme;
        socket = sockets.createServerSocket(0, 512, InetAddress.getLoopbackAddress());
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::listen);
    }

    /** The address for clients. */
    public URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // The socket is closed.
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            Optional<Message> request = read(client.getInputStream());
            if (request.isPresent()) {
                carry(request.get(), client);
            }
        } catch (IOException e) {
            // One side has closed its connection. The end of this connection informs the other side.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void carry(Message request, Socket client) throws IOException, InterruptedException {
        NetworkFault fault = faults.apply(request.head + "\r\n\r\n" + request.body);
        if (closed.await(fault.delay().toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        byte[] whole = request.bytes();
        switch (fault.effect()) {
            case NONE -> client.getOutputStream().write(exchange(whole));
            case CUT_BEFORE -> abort(client);
            case CUT_REQUEST -> {
                try (Socket server = connect()) {
                    server.getOutputStream().write(whole, 0, whole.length / 2);
                    abort(server);
                }
                abort(client);
            }
            case CUT_ANSWER -> {
                byte[] answer = exchange(whole);
                client.getOutputStream().write(answer, 0, answer.length / 2);
                abort(client);
            }
            case CUT_AFTER -> {
                exchange(whole);
                abort(client);
            }
            case TWICE -> {
                CompletableFuture<byte[]> other = CompletableFuture.supplyAsync(() -> exchangeQuietly(whole), threads);
                byte[] answer = exchange(whole);
                other.join();
                client.getOutputStream().write(answer);
            }
            case SILENCE -> closed.await();
        }
    }

    /** Ends a connection with a reset, as a crash does. */
    private static void abort(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
    }

    private byte[] exchangeQuietly(byte[] request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The complete answer of the server. */
    private byte[] exchange(byte[] request) throws IOException {
        try (Socket server = connect()) {
            server.getOutputStream().write(request);
            return read(server.getInputStream())
                    .orElseThrow(() -> new IOException("no answer"))
                    .bytes();
        }
    }

    private Socket connect() throws IOException {
        Socket server = new Socket(target.getHost(), target.getPort());
        server.setTcpNoDelay(true);
        return server;
    }

    /**
     * A request or an answer.
     *
     * @param head the first line and the headers
     */
    private record Message(String head, String body) {
        byte[] bytes() {
            // ISO 8859-1 keeps every byte as it is.
            return (head + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Reads a message with a Content-Length or without a body. Empty if the other side sends no complete message. */
    private static Optional<Message> read(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsWith(head.toByteArray(), END_OF_HEAD)) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.write(next);
        }
        StringBuilder kept = new StringBuilder();
        int length = 0;
        for (String line : head.toString(StandardCharsets.ISO_8859_1).strip().split("\r\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
            if (!lower.startsWith("connection:") && !lower.startsWith("expect:") && !lower.startsWith("upgrade:")) {
                kept.append(kept.isEmpty() ? "" : "\r\n").append(line);
            }
        }
        byte[] body = in.readNBytes(length);
        return body.length < length
                ? Optional.empty()
                : Optional.of(new Message(kept.toString(), new String(body, StandardCharsets.ISO_8859_1)));
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length >= end.length
                && Arrays.equals(bytes, bytes.length - end.length, bytes.length, end, 0, end.length);
    }
}
