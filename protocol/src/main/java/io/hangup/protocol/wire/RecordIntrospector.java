package io.hangup.protocol.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells Jackson what our records need from how they are declared, so that they carry no annotations: a sealed type
/// has a `kind`, a component is required unless it is an `Optional`, enum constants are written with dashes, and an
/// unknown constant is `UNKNOWN` where the enum has one, and a class with a static `parse(String)` is text.
final class RecordIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    private static final Set<Class<?>> OPTIONAL =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedClass && (isClosed(annotated.getRawType()) || isCase(annotated))
                ? JsonTypeInfo.Value.construct(
                        JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "kind", null, false, true, null)
                : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
        Class<?> type = annotated.getRawType();
        return isClosed(type)
                ? Arrays.stream(type.getPermittedSubclasses())
                        .map(c -> new NamedType(c, Kebab.ofType(c)))
                        .toList()
                : super.findSubtypes(annotated);
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass annotated) {
        return isCase(annotated) ? Kebab.ofType(annotated.getRawType()) : super.findTypeName(annotated);
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        return member.getDeclaringClass().isRecord()
                ? Boolean.valueOf(!OPTIONAL.contains(member.getRawType()))
                : super.hasRequiredMarker(member);
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, String[] names) {
        return Arrays.stream(constants).map(c -> Kebab.ofConstant(c.name())).toArray(String[]::new);
    }

    @Override
    public @Nullable Enum<?> findDefaultEnumValue(AnnotatedClass annotated, Enum<?>[] constants) {
        return Arrays.stream(constants)
                .filter(c -> c.name().equals("UNKNOWN"))
                .findFirst()
                .orElse(null);
    }

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedMethod method && isParse(method.getAnnotated())
                ? JsonCreator.Mode.DELEGATING
                : super.findCreatorAnnotation(config, annotated);
    }

    @Override
    public @Nullable Boolean hasAsValue(Annotated annotated) {
        boolean text = annotated instanceof AnnotatedMethod method
                && method.getName().equals("toString")
                && Arrays.stream(method.getDeclaringClass().getMethods()).anyMatch(RecordIntrospector::isParse);
        return text ? Boolean.TRUE : super.hasAsValue(annotated);
    }

    /// `public static T parse(String)` of a class of ours.
    private static boolean isParse(Method method) {
        return method.getName().equals("parse")
                && Modifier.isStatic(method.getModifiers())
                && method.getReturnType() == method.getDeclaringClass()
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class})
                && method.getDeclaringClass().getName().startsWith("io.hangup.");
    }

    private static boolean isClosed(Class<?> type) {
        return type.isSealed() && type.isInterface() && type.getName().startsWith("io.hangup.");
    }

    private static boolean isCase(Annotated annotated) {
        Class<?> type = annotated.getRawType();
        return type.isRecord() && Stream.of(type.getInterfaces()).anyMatch(RecordIntrospector::isClosed);
    }
}
