package community.backup.recoverypoint.packaging;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;

/**
 * Calls an entry point of the package from a program that is not Lambda. A contract suite does that if it loads the jar
 * into its own JVM.
 *
 * <p>{@code DirectCall PACKAGE CLASS::METHOD [REGION]} reads the request from the standard input and prints the answer
 * on the standard output. If there is a region, the program sets it between loading and calling. The class loader is a
 * plain one, and is not the context class loader of the thread.
 */
final class DirectCall {
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

    private DirectCall() {}

    public static void main(String[] arguments) throws Exception {
        String[] entry = arguments[1].split("::", 2);
        URL[] location = {new File(arguments[0]).toURI().toURL()};
        try (URLClassLoader loader = new URLClassLoader(location, ClassLoader.getPlatformClassLoader())) {
            Class<?> context = loader.loadClass(CONTEXT);
            Class<?> type = loader.loadClass(entry[0]);
            Method method = type.getMethod(entry[1], InputStream.class, OutputStream.class, context);
            Object instance = type.getConstructor().newInstance();
            if (arguments.length > 2) {
                System.setProperty("aws.region", arguments[2]);
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            method.invoke(instance, System.in, answer, context(context));
            System.out.print(answer.toString(StandardCharsets.UTF_8));
        }
    }

    /** A Lambda context with the time and the log. The runtime uses nothing else of it. */
    private static Object context(Class<?> type) throws NoSuchMethodException {
        Object logger = proxy(type.getMethod("getLogger").getReturnType(), (self, called, arguments) -> {
            System.err.println(arguments[0]);
            return null;
        });
        return proxy(type, (self, called, arguments) -> switch (called.getName()) {
            case "getLogger" -> logger;
            case "getRemainingTimeInMillis" -> 60_000;
            default -> throw new UnsupportedOperationException(called.getName());
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler answers) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
    }
}
