package dev.accrue.billing.serial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.subscription.CancelAt;
import dev.accrue.billing.subscription.Subscription;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host in another virtual machine sends and gets arrives there as it was. */
class PublicValuesCrossTest {

    static Stream<Arguments> everyPublicValue() {
        return PublicValues.all().stream()
                .flatMap(type -> Stream.of(true, false).map(full -> Arguments.of(type, full)));
    }

    @ParameterizedTest
    @MethodSource
    void everyPublicValue(Class<?> type, boolean full) throws Exception {
        Object value = new Samples(full).of(type);

        assertThat(crossed(value))
                .usingRecursiveComparison()
                .ignoringFields("stackTrace")
                .isEqualTo(value);
    }

    @Test
    void theTypesAreFoundThroughSignaturesAndPackages() {
        Set<Class<?>> all = PublicValues.all();

        assertThat(all)
                .contains(Subscription.class, Subscription.Terms.class, CancelAt.class, RequiresAction.class)
                .contains(RequestRefusedException.class)
                .doesNotContain(Outcome.class)
                .hasSizeGreaterThan(70);
    }

    @Test
    void anOptionalThatIsNotWrittenOtherwiseIsCaught() {
        assertThatThrownBy(() -> crossed(new Samples(true).of(HoldsAnOptional.class)))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void aTypeThatCannotBeMadeIsCaught() {
        assertThatThrownBy(() -> new Samples(true).of(Demanding.class)).hasMessageContaining("say in Samples");
    }

    @Test
    void whatTheRecordRefusesIsNotRead() throws Exception {
        String written = new String(written(new Grumpy(Optional.of("word"))), ISO_8859_1);

        assertThatThrownBy(() -> read(written.replace("word", "oops").getBytes(ISO_8859_1)))
                .isInstanceOf(InvalidObjectException.class);
    }

    private static Object crossed(Object value) throws IOException, ClassNotFoundException {
        return read(written(value));
    }

    private static byte[] written(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
    }

    /** Forgot that an optional cannot be written. */
    public record HoldsAnOptional(Optional<String> text) implements Serializable {}

    /** Takes no sample. */
    public record Demanding(String text) {
        public Demanding {
            throw new IllegalArgumentException(text);
        }
    }

    /** Checks what it is given. */
    public record Grumpy(Optional<String> text) implements Serializable {
        public Grumpy {
            if (text.equals(Optional.of("oops"))) {
                throw new IllegalArgumentException("oops");
            }
        }

        private Object writeReplace() {
            return new SerialRecord(this);
        }
    }
}
