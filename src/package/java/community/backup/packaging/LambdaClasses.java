package community.backup.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts classes into a jar for the lambdas and method references in it. Otherwise the JVM makes a class of each when it is first
 * evaluated, some 700 in every start of the handler. Those of a package share a few classes ({@link LambdaClass}): each class file costs
 * time too.
 *
 * <p>A lambda that can be serialized, or that needs a bridge, stays as it is; neither is frequent enough to matter.
 */
public final class LambdaClasses {
    private final Map<String, ClassNode> classes = new TreeMap<>();
    private final Map<String, LambdaClass> open = new LinkedHashMap<>();
    private final Map<String, List<LambdaClass>> made = new TreeMap<>();
    private int converted;

    private LambdaClasses(Map<String, byte[]> files) {
        files.forEach((name, content) -> {
            if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
                ClassNode type = new ClassNode();
                new ClassReader(content).accept(type, 0);
                classes.put(type.name, type);
            }
        });
    }

    /**
     * Reads one jar and writes another.
     *
     * @param arguments the path of the jar to read, and that of the jar to write
     * @throws IOException if one cannot be read, or the other not be written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, byte[]> files = read(Path.of(arguments[0]));
        int before = files.size();
        int lambdas = convert(files);
        write(files, Path.of(arguments[1]));
        System.out.printf("%,d lambdas in %,d classes%n", lambdas, files.size() - before);
    }

    /**
     * Converts the lambdas of class files that are loaded together.
     *
     * @param files contents by the names that they have in a jar; changed class files are replaced, and new ones added
     * @return how many lambdas and method references were converted
     */
    static int convert(Map<String, byte[]> files) {
        LambdaClasses all = new LambdaClasses(files);
        for (ClassNode type : all.classes.values()) {
            if (all.convert(type)) {
                ClassWriter writer = new ClassWriter(0);
                type.accept(writer);
                files.put(type.name + ".class", writer.toByteArray());
            }
        }
        all.made
                .values()
                .forEach(ofPackage ->
                        ofPackage.forEach(lambdas -> files.put(lambdas.name() + ".class", lambdas.toBytes())));
        return all.converted;
    }

    private boolean convert(ClassNode type) {
        Access access = new Access(type, classes);
        int before = converted;
        for (MethodNode method : List.copyOf(type.methods)) {
            boolean changed = false;
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                Optional<Lambda> lambda = Lambda.of(instruction).flatMap(access::open);
                if (lambda.isPresent()) {
                    method.instructions.insertBefore(
                            instruction, classFor(type, lambda.get()).add(lambda.get()));
                    method.instructions.remove(instruction);
                    converted++;
                    changed = true;
                }
            }
            if (changed) {
                method.maxStack++;
            }
        }
        access.close();
        return converted != before;
    }

    private LambdaClass classFor(ClassNode type, Lambda lambda) {
        String folder = type.name.substring(0, type.name.lastIndexOf('/') + 1);
        return open.compute(folder + LambdaClass.kind(lambda), (key, current) -> {
            if (current != null && !current.isFull()) {
                return current;
            }
            List<LambdaClass> ofPackage = made.computeIfAbsent(folder, none -> new ArrayList<>());
            String name = folder + "Lambdas" + ofPackage.size();
            if (classes.containsKey(name)) {
                throw new IllegalStateException(name + " is the name of another class");
            }
            ofPackage.add(new LambdaClass(name));
            return ofPackage.get(ofPackage.size() - 1);
        });
    }

    private static Map<String, byte[]> read(Path path) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }

    private static void write(Map<String, byte[]> files, Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue());
            }
        }
    }
}
