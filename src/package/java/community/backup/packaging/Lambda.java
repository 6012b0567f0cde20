package community.backup.packaging;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * A place where a lambda or a method reference is evaluated, in the terms of {@link java.lang.invoke.LambdaMetafactory}.
 *
 * @param type the internal name of the functional interface
 * @param method the name of its method
 * @param erased what that method takes and gives in the interface's own class file
 * @param actual the same where its type parameters are known
 * @param captured the types of the values that the lambda keeps, in order
 * @param target what it calls
 */
record Lambda(String type, String method, Type erased, Type actual, List<Type> captured, Handle target) {
    private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

    /** The lambda that an instruction evaluates, if it evaluates one without markers, bridges and serialization. */
    static Optional<Lambda> of(AbstractInsnNode instruction) {
        return Optional.of(instruction)
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .map(InvokeDynamicInsnNode.class::cast)
                .filter(call -> call.bsm.getOwner().equals(FACTORY)
                        && call.bsm.getName().equals("metafactory"))
                .map(call -> new Lambda(
                        Type.getReturnType(call.desc).getInternalName(),
                        call.name,
                        (Type) call.bsmArgs[0],
                        (Type) call.bsmArgs[2],
                        List.of(Type.getArgumentTypes(call.desc)),
                        (Handle) call.bsmArgs[1]));
    }

    /** The same lambda, by calling something else. */
    Lambda calling(Handle other) {
        return new Lambda(type, method, erased, actual, captured, other);
    }

    /** What distinguishes methods of a class. */
    String signature() {
        return method + erased.getDescriptor();
    }

    /** The types of the fields that keep what is captured: references share fields, whatever their types. */
    List<Type> kept() {
        return captured.stream()
                .map(each -> each.getSort() < Type.ARRAY ? each : Type.getType(Object.class))
                .toList();
    }
}
