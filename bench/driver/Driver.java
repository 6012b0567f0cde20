import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the place of Lambda in the measured process. It makes the handler and invokes it repeatedly with one request.
 *
 * <pre>Driver CLASS FILE_OF_THE_REQUEST WARM_INVOCATIONS</pre>
 *
 * <p>It prints lines that begin with {@code bench}. After each line it waits for a byte on its standard input, so that
 * its caller can measure the process. Times are those of {@link System#nanoTime}, on Linux the same clock in every
 * process.
 *
 * <p>The measurement includes the classes that this class loads. So it has no lambda, stream or record, and uses
 * javac's inline concatenation.
 */
public final class Driver implements InvocationHandler {
    private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";

    /** CloudFormation's time limit for an invocation. */
    private static final int LIMIT_MILLIS = 60_000;

    private final Object handler;
    private final Method method;
    private final Object context;
    private final Object logger;
    private final byte[] request;
    private byte[] answer = {};
    private long began;
    private long ended;

    private Driver(Object handler, byte[] request) throws ReflectiveOperationException {
        this.handler = handler;
        this.request = request;
        Class<?> contextType = Class.forName(LAMBDA + "Context");
        method = handler.getClass().getMethod("handleRequest", InputStream.class, OutputStream.class, contextType);
        // The package brings its own Context, which may have more or fewer methods than another's.
        context = stub(contextType);
        logger = stub(Class.forName(LAMBDA + "LambdaLogger"));
    }

    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Object handler = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        long ready = System.nanoTime();
        Driver driver = new Driver(handler, Files.readAllBytes(Path.of(arguments[1])));
        say("ready " + ready);

        driver.invoke();
        say("first " + driver.began + " " + driver.ended);
        say("answer " + new String(driver.answer, StandardCharsets.UTF_8));

        StringBuilder warm = new StringBuilder("warm");
        for (int left = Integer.parseInt(arguments[2]); left > 0; left--) {
            driver.invoke();
            warm.append(' ').append(driver.began).append(' ').append(driver.ended);
        }
        say(warm.toString());
        // This does not wait for threads of the handler.
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) throws IOException {
        System.out.println("bench " + line);
        System.in.read();
    }

    private void invoke() throws ReflectiveOperationException {
        InputStream in = new ByteArrayInputStream(request);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        began = System.nanoTime();
        method.invoke(handler, in, out, context);
        ended = System.nanoTime();
        answer = out.toByteArray();
    }

    private Object stub(Class<?> type) {
        return Proxy.newProxyInstance(Driver.class.getClassLoader(), new Class<?>[] {type}, this);
    }

    /** The methods of a context and of its logger. */
    @Override
    public Object invoke(Object self, Method called, Object[] arguments) {
        switch (called.getName()) {
            case "getRemainingTimeInMillis":
                return (int) (LIMIT_MILLIS - (System.nanoTime() - began) / 1_000_000);
            case "getMemoryLimitInMB":
                return 400;
            case "getLogger":
                return logger;
            case "log":
                System.err.println(arguments[0]);
                return null;
            default:
                return called.getReturnType() == String.class ? "bench" : null;
        }
    }
}
