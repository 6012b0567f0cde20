package community.backup.packaging;

import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.H_NEWINVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;

import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/** Writes the call that a lambda is, with the conversions of values that {@link java.lang.invoke.LambdaMetafactory} documents. */
final class Call {
    private static final Map<Type, Type> PRIMITIVES = Map.of(
            Type.getType(Boolean.class), Type.BOOLEAN_TYPE,
            Type.getType(Byte.class), Type.BYTE_TYPE,
            Type.getType(Character.class), Type.CHAR_TYPE,
            Type.getType(Double.class), Type.DOUBLE_TYPE,
            Type.getType(Float.class), Type.FLOAT_TYPE,
            Type.getType(Integer.class), Type.INT_TYPE,
            Type.getType(Long.class), Type.LONG_TYPE,
            Type.getType(Short.class), Type.SHORT_TYPE);

    private final Lambda lambda;
    private final Handle target;
    private final GeneratorAdapter code;
    private final Type[] parameters;

    Call(Lambda lambda, GeneratorAdapter code) {
        this.lambda = lambda;
        this.target = lambda.target();
        this.code = code;
        Stream<Type> explicit = Stream.of(Type.getArgumentTypes(target.getDesc()));
        this.parameters = (isMaking() || target.getTag() == H_INVOKESTATIC
                        ? explicit
                        : Stream.concat(Stream.of(Type.getObjectType(target.getOwner())), explicit))
                .toArray(Type[]::new);
    }

    /** Comes before the arguments. */
    void begin() {
        if (isMaking()) {
            code.newInstance(Type.getObjectType(target.getOwner()));
            code.dup();
        }
    }

    /** Makes of the captured value on the stack what the target takes. */
    void captured(int index) {
        Type type = lambda.captured().get(index);
        convert(lambda.kept().get(index), type, parameters[index]);
    }

    /** Makes of the argument on the stack what the target takes. */
    void argument(int index) {
        convert(
                lambda.erased().getArgumentTypes()[index],
                lambda.actual().getArgumentTypes()[index],
                parameters[lambda.captured().size() + index]);
    }

    /** Calls, and gives back what comes. */
    void end() {
        code.visitMethodInsn(
                instruction(), target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
        Type comes = isMaking() ? Type.getObjectType(target.getOwner()) : Type.getReturnType(target.getDesc());
        Type goes = lambda.erased().getReturnType();
        if (!goes.equals(Type.VOID_TYPE)) {
            convert(comes, comes, goes);
        } else if (comes.getSize() == 2) {
            code.pop2();
        } else if (comes.getSize() == 1) {
            code.pop();
        }
        code.returnValue();
    }

    private boolean isMaking() {
        return target.getTag() == H_NEWINVOKESPECIAL;
    }

    /** A private method is never the target: {@link Access}. */
    private int instruction() {
        if (isMaking()) {
            return INVOKESPECIAL;
        }
        if (target.getTag() == H_INVOKESTATIC) {
            return INVOKESTATIC;
        }
        return target.isInterface() ? INVOKEINTERFACE : INVOKEVIRTUAL;
    }

    /**
     * Converts the value on the stack.
     *
     * @param from its type by the verifier's lights
     * @param known what it is known to be
     * @param to what it has to be
     */
    private void convert(Type from, Type known, Type to) {
        if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                code.cast(from, to);
            } else {
                code.valueOf(from);
            }
        } else if (isPrimitive(to)) {
            Type primitive = isPrimitive(known) ? known : PRIMITIVES.getOrDefault(known, to);
            code.unbox(primitive);
            code.cast(primitive, to);
        } else if (!from.equals(to)) {
            code.checkCast(to);
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }
}
