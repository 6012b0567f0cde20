package community.backup.local.lambda;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance of the handler, as in one Lambda container. It serves one invocation at a time. */
final class HandlerInstance {
    /** CloudFormation's limit for an invocation. The handler can read the remaining time. */
    private static final long LIMIT_MILLIS = 60_000;

    private final Object handler;
    private final Method method;
    private final Class<?> contextInterface;
    private final ClassLoader loader;

    HandlerInstance(Object handler, Method method, Class<?> contextInterface, ClassLoader loader) {
        this.handler = handler;
        this.method = method;
        this.contextInterface = contextInterface;
        this.loader = loader;
    }

    /**
     * Runs the handler.
     *
     * @return the bytes that the handler wrote
     * @throws InvocationTargetException if the handler threw an exception, which is then the cause
     */
    byte[] invoke(byte[] request, String requestId, String functionName, Consumer<String> log)
            throws InvocationTargetException, IllegalAccessException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Libraries in the package load their classes and files with the thread's class loader.
        thread.setContextClassLoader(loader);
        try {
            method.invoke(handler, new ByteArrayInputStream(request), response, context(requestId, functionName, log));
        } finally {
            thread.setContextClassLoader(before);
        }
        return response.toByteArray();
    }

    /** A Lambda context. Its class comes from the package, so this code has no name for it. */
    private Object context(String requestId, String functionName, Consumer<String> log) {
        long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000;
        Map<String, Object> fixed = Map.of(
                "getAwsRequestId",
                requestId,
                "getFunctionName",
                functionName,
                "getFunctionVersion",
                "$LATEST",
                "getInvokedFunctionArn",
                "arn:aws:lambda:us-east-1:123456789012:function:" + functionName,
                "getLogGroupName",
                "/aws/lambda/" + functionName,
                "getLogStreamName",
                "local",
                "getMemoryLimitInMB",
                400);
        return proxy(contextInterface, (name, arguments) -> switch (name) {
            case "getRemainingTimeInMillis" -> (int) Math.max(0, (end - System.nanoTime()) / 1_000_000);
            case "getLogger" -> logger(log);
            default -> fixed.get(name);
        });
    }

    private Object logger(Consumer<String> log) {
        Class<?> loggerInterface;
        try {
            loggerInterface = contextInterface.getMethod("getLogger").getReturnType();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(contextInterface + " is not Lambda's", e);
        }
        return proxy(loggerInterface, (name, arguments) -> {
            if (name.equals("log")) {
                Object message = arguments.get(0);
                log.accept(
                        message instanceof byte[] bytes
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : String.valueOf(message));
            }
            return null;
        });
    }

    private Object proxy(Class<?> type, Answers answers) {
        return Proxy.newProxyInstance(loader, new Class<?>[] {type}, (self, called, arguments) -> {
            if (called.getDeclaringClass() == Object.class) {
                return switch (called.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName();
                };
            }
            return answers.to(called.getName(), arguments == null ? List.of() : List.of(arguments));
        });
    }

    /** Answers the calls of a proxy's methods. */
    private interface Answers {
        @Nullable Object to(String method, List<Object> arguments);
    }
}
