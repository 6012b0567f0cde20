package community.backup.packaging;

import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_NEWINVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lets other classes of a package call what the lambdas of one of its classes call. The body of a lambda, which javac makes a private
 * method, becomes static and visible in the package: static, since otherwise a subclass could override it by chance. For any other
 * private method there is a static one beside it.
 */
final class Access {
    private final ClassNode type;
    private final Map<String, ClassNode> classes;
    private final Map<String, Handle> opened = new HashMap<>();
    private final List<MethodNode> added = new ArrayList<>();

    Access(ClassNode type, Map<String, ClassNode> classes) {
        this.type = type;
        this.classes = classes;
    }

    /** The same lambda with a target that its whole package may call; empty where it is private to another class. */
    Optional<Lambda> open(Lambda lambda) {
        Handle target = lambda.target();
        Optional<MethodNode> hidden = method(target).filter(method -> (method.access & ACC_PRIVATE) != 0);
        if (opened.containsKey(key(target))) {
            return Optional.of(lambda.calling(opened.get(key(target))));
        }
        if (hidden.isEmpty()) {
            return Optional.of(lambda);
        }
        if (!target.getOwner().equals(type.name)) {
            return Optional.empty();
        }
        MethodNode method = hidden.get();
        boolean body = method.name.startsWith("lambda$") && (method.access & ACC_SYNTHETIC) != 0;
        Handle open = body ? share(method) : detour(target, method);
        opened.put(key(target), open);
        return Optional.of(lambda.calling(open));
    }

    /** To be called when all lambdas of the class are converted: adds the methods, and makes sure that nothing calls what is no more. */
    void close() {
        type.methods.addAll(added);
        for (MethodNode method : type.methods) {
            method.instructions.forEach(instruction -> {
                if (instruction instanceof InvokeDynamicInsnNode call) {
                    for (Object argument : call.bsmArgs) {
                        if (argument instanceof Handle handle
                                && handle.getOwner().equals(type.name)
                                && opened.containsKey(key(handle))
                                && method(handle).isEmpty()) {
                            throw new IllegalStateException(type.name + "." + method.name + " refers to " + handle);
                        }
                    }
                }
            });
        }
    }

    /** The body of a lambda: an instance's first parameter is where "this" was, so that its code stays. */
    private Handle share(MethodNode method) {
        if ((method.access & ACC_STATIC) == 0) {
            method.desc = withInstance(method.desc);
        }
        method.access = visible((method.access & ~ACC_PRIVATE) | ACC_STATIC);
        return handle(method);
    }

    private Handle detour(Handle target, MethodNode method) {
        boolean making = target.getTag() == H_NEWINVOKESPECIAL;
        boolean instance = !making && (method.access & ACC_STATIC) == 0;
        String descriptor = making
                ? Type.getMethodDescriptor(Type.getObjectType(type.name), Type.getArgumentTypes(method.desc))
                : instance ? withInstance(method.desc) : method.desc;
        MethodNode detour = new MethodNode(
                visible(ACC_STATIC | ACC_SYNTHETIC),
                "lambda$detour$" + added.size(),
                descriptor,
                null,
                method.exceptions.toArray(String[]::new));
        GeneratorAdapter code = new GeneratorAdapter(detour, detour.access, detour.name, descriptor);
        code.visitCode();
        if (making) {
            code.newInstance(Type.getObjectType(type.name));
            code.dup();
        }
        code.loadArgs();
        code.visitMethodInsn(
                making || instance ? INVOKESPECIAL : INVOKESTATIC, type.name, method.name, method.desc, isInterface());
        code.returnValue();
        // Two words for a new instance, and no more than two for each parameter and what is given back.
        int words = 2 * Type.getArgumentTypes(descriptor).length + 2;
        code.visitMaxs(words + 2, words);
        code.visitEnd();
        added.add(detour);
        return handle(detour);
    }

    private String withInstance(String descriptor) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        Type[] all = new Type[arguments.length + 1];
        all[0] = Type.getObjectType(type.name);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Type.getMethodDescriptor(Type.getReturnType(descriptor), all);
    }

    /** An interface's methods are public or private. */
    private int visible(int access) {
        return isInterface() ? access | ACC_PUBLIC : access;
    }

    private boolean isInterface() {
        return (type.access & ACC_INTERFACE) != 0;
    }

    private Handle handle(MethodNode method) {
        return new Handle(H_INVOKESTATIC, type.name, method.name, method.desc, isInterface());
    }

    private Optional<MethodNode> method(Handle handle) {
        return Optional.ofNullable(classes.get(handle.getOwner())).stream()
                .flatMap(owner -> owner.methods.stream())
                .filter(method -> method.name.equals(handle.getName()) && Objects.equals(method.desc, handle.getDesc()))
                .findFirst();
    }

    private static String key(Handle handle) {
        return handle.getOwner() + "." + handle.getName() + handle.getDesc();
    }
}
