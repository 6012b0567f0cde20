package community.backup.local.lambda;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The code of a function in Lambda: a jar, or the folder of an unzipped one with further jars in its {@code lib}. It is
 * loaded apart from the rest of the class path, so that a class that the package lacks is missing here too.
 */
final class HandlerPackage implements AutoCloseable {
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

    private final URLClassLoader loader;
    private final Class<?> handlerClass;
    private final Method handlerMethod;
    private final Class<?> contextInterface;

    private HandlerPackage(URLClassLoader loader, Class<?> handlerClass, Method handlerMethod, Class<?> context) {
        this.loader = loader;
        this.handlerClass = handlerClass;
        this.handlerMethod = handlerMethod;
        this.contextInterface = context;
    }

    /**
     * Loads the package.
     *
     * @param location a jar, or a folder with classes and a {@code lib} of jars
     * @param handler class and method in Lambda's notation, {@code package.Class::method}
     * @throws UnusablePackageException if the package, class or method does not exist; the message names it
     */
    static HandlerPackage load(Path location, String handler) {
        String[] parts = handler.split("::", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new UnusablePackageException("The handler " + handler + " is not of the form package.Class::method.");
        }
        if (!Files.exists(location)) {
            throw new UnusablePackageException("There is no package at " + location + ".");
        }
        URLClassLoader loader = new URLClassLoader(urls(location), ClassLoader.getPlatformClassLoader());
        try {
            Class<?> type = Class.forName(parts[0], true, loader);
            Method method = Arrays.stream(type.getMethods())
                    .filter(m -> m.getName().equals(parts[1]) && m.getParameterCount() == 3 && !m.isBridge())
                    .findFirst()
                    .orElseThrow(() -> new UnusablePackageException(
                            parts[0] + " has no method " + parts[1] + "(InputStream, OutputStream, Context)."));
            return new HandlerPackage(loader, type, method, Class.forName(CONTEXT, true, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UnusablePackageException("The package at " + location + " cannot be used: " + e + ".");
        }
    }

    /**
     * Sets the clock of a handler that accepts one: calls {@code Wiring.useClock}, in the package {@code handler}
     * beside the type's package.
     *
     * @param pause lets time pass within an invocation
     */
    void useClock(Clock clock, Consumer<Duration> pause) {
        String wiring = handlerClass.getPackageName().replaceFirst("[^.]+$", "handler.Wiring");
        try {
            Class.forName(wiring, true, loader)
                    .getMethod("useClock", Clock.class, Consumer.class)
                    .invoke(null, clock, pause);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            // Such a handler uses the clock of the machine.
        } catch (ReflectiveOperationException e) {
            throw new UnusablePackageException(wiring + ".useClock failed: " + e + ".");
        }
    }

    /** Creates a new instance of the handler, as a new Lambda container does at its start. */
    HandlerInstance newInstance() throws ReflectiveOperationException {
        return new HandlerInstance(
                handlerClass.getDeclaredConstructor().newInstance(), handlerMethod, contextInterface, loader);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static URL[] urls(Path location) {
        List<URL> urls = new ArrayList<>();
        urls.add(url(location));
        Path lib = location.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> jars = Files.list(lib)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(jar -> urls.add(url(jar)));
            } catch (IOException e) {
                throw new UnusablePackageException("The folder " + lib + " cannot be read: " + e.getMessage() + ".");
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path.toString(), e);
        }
    }

    /** The package cannot run. The message is for the person who started the endpoint. */
    static final class UnusablePackageException extends IllegalArgumentException {
        UnusablePackageException(String message) {
            super(message);
        }
    }
}
