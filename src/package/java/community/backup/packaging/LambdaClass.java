package community.backup.packaging;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.V17;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.commons.TableSwitchGenerator;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A class whose instances are the lambdas of a package. Each knows by a number which of them it is, and keeps what it has captured; the
 * methods of the functional interfaces choose by the number what to call.
 */
final class LambdaClass {
    /**
     * One class implements all of these: no default method of one is a method of another, and nothing asks an instance of
     * one whether it is another as well. Of others, which may be more than a function (a Closeable), each has classes of its own.
     */
    private static final Set<String> TOGETHER = Stream.of(
                    "BiConsumer", "Consumer", "Function", "Predicate", "Supplier", "UnaryOperator")
            .map("java/util/function/"::concat)
            .collect(Collectors.toUnmodifiableSet());

    /** The JVM compiles no method of more than 8,000 bytes; a lambda takes some 15 in one. */
    private static final int MOST = 250;

    private static final Method NO_ARGUMENTS = Method.getMethod("void <init> ()");

    private final String name;
    private final Type self;
    private final List<Lambda> lambdas = new ArrayList<>();

    LambdaClass(String name) {
        this.name = name;
        this.self = Type.getObjectType(name);
    }

    /** Lambdas of one kind may be in one class. */
    static String kind(Lambda lambda) {
        return TOGETHER.contains(lambda.type()) ? "" : lambda.type();
    }

    String name() {
        return name;
    }

    boolean isFull() {
        return lambdas.size() == MOST;
    }

    /** Takes a lambda, and says what to do in its place, with the captured values on the stack. */
    InsnList add(Lambda lambda) {
        InsnList code = new InsnList();
        code.add(new LdcInsnNode(lambdas.size()));
        code.add(new MethodInsnNode(INVOKESTATIC, name, "of", factory(lambda).getDescriptor(), false));
        lambdas.add(lambda);
        return code;
    }

    byte[] toBytes() {
        // Branches meet only in what they began with, so that no class need be looked at for a common superclass.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        String[] interfaces =
                lambdas.stream().map(Lambda::type).distinct().sorted().toArray(String[]::new);
        writer.visit(V17, ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, name, null, "java/lang/Object", interfaces);
        fields(writer);
        lambdas.stream()
                .collect(Collectors.toMap(
                        LambdaClass::constructor, lambda -> lambda, (one, same) -> one, LinkedHashMap::new))
                .forEach((method, lambda) -> constructor(writer, method, lambda));
        lambdas.stream()
                .collect(Collectors.toMap(
                        LambdaClass::factory, lambda -> lambda, (one, same) -> one, LinkedHashMap::new))
                .forEach((method, lambda) -> factory(writer, method, lambda));
        IntStream.range(0, lambdas.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        number -> lambdas.get(number).signature(), LinkedHashMap::new, Collectors.toList()))
                .forEach((signature, numbers) -> function(writer, numbers));
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void fields(ClassWriter writer) {
        writer.visitField(ACC_FINAL, "number", "I", null, null).visitEnd();
        Map<String, Type> types = new LinkedHashMap<>();
        lambdas.forEach(lambda -> {
            List<String> names = fieldNames(lambda);
            for (int i = 0; i < names.size(); i++) {
                types.put(names.get(i), lambda.kept().get(i));
            }
        });
        types.forEach((field, type) -> writer.visitField(ACC_FINAL, field, type.getDescriptor(), null, null)
                .visitEnd());
    }

    private void constructor(ClassWriter writer, Method method, Lambda lambda) {
        GeneratorAdapter code = new GeneratorAdapter(0, method, null, null, writer);
        code.visitCode();
        code.loadThis();
        code.invokeConstructor(Type.getType(Object.class), NO_ARGUMENTS);
        List<String> names = fieldNames(lambda);
        for (int i = 0; i < names.size(); i++) {
            code.loadThis();
            code.loadArg(i);
            code.putField(self, names.get(i), lambda.kept().get(i));
        }
        code.loadThis();
        code.loadArg(names.size());
        code.putField(self, "number", Type.INT_TYPE);
        code.returnValue();
        code.endMethod();
    }

    /** Typed by the interface, so that who calls it is verified without a look at this class. */
    private void factory(ClassWriter writer, Method method, Lambda lambda) {
        GeneratorAdapter code = new GeneratorAdapter(ACC_STATIC, method, null, null, writer);
        code.visitCode();
        code.newInstance(self);
        code.dup();
        code.loadArgs();
        code.invokeConstructor(self, constructor(lambda));
        code.returnValue();
        code.endMethod();
    }

    private void function(ClassWriter writer, List<Integer> numbers) {
        Lambda first = lambdas.get(numbers.get(0));
        Method method = new Method(first.method(), first.erased().getDescriptor());
        GeneratorAdapter code = new GeneratorAdapter(ACC_PUBLIC, method, null, null, writer);
        code.visitCode();
        if (numbers.size() == 1) {
            call(code, first);
        } else {
            code.loadThis();
            code.getField(self, "number", Type.INT_TYPE);
            code.tableSwitch(numbers.stream().mapToInt(Integer::intValue).toArray(), new TableSwitchGenerator() {
                @Override
                public void generateCase(int key, Label end) {
                    call(code, lambdas.get(key));
                }

                @Override
                public void generateDefault() {
                    code.throwException(Type.getType(AssertionError.class), name);
                }
            });
        }
        code.endMethod();
    }

    private void call(GeneratorAdapter code, Lambda lambda) {
        Call call = new Call(lambda, code);
        call.begin();
        List<String> names = fieldNames(lambda);
        for (int i = 0; i < names.size(); i++) {
            code.loadThis();
            code.getField(self, names.get(i), lambda.kept().get(i));
            call.captured(i);
        }
        for (int i = 0; i < lambda.erased().getArgumentTypes().length; i++) {
            code.loadArg(i);
            call.argument(i);
        }
        call.end();
    }

    private static Method constructor(Lambda lambda) {
        return new Method("<init>", Type.getMethodDescriptor(Type.VOID_TYPE, parameters(lambda)));
    }

    private static Method factory(Lambda lambda) {
        return new Method("of", Type.getMethodDescriptor(Type.getObjectType(lambda.type()), parameters(lambda)));
    }

    /** What is captured, and the number. */
    private static Type[] parameters(Lambda lambda) {
        return Stream.concat(lambda.kept().stream(), Stream.of(Type.INT_TYPE)).toArray(Type[]::new);
    }

    /** The first long that any lambda keeps is in the same field, and so on for each type. */
    private static List<String> fieldNames(Lambda lambda) {
        Map<Type, Integer> counts = new HashMap<>();
        return lambda.kept().stream()
                .map(type -> type.getDescriptor().charAt(0) + "" + counts.merge(type, 1, Integer::sum))
                .toList();
    }
}
