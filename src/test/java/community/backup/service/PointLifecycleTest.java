package community.backup.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class PointLifecycleTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            30, 120, true,  30, 120, true,  true
            30, 120,     ,  30, 120, true,  true
            30, 120, false, 30, 120, true,  false
            30, 120, true,  30, 121, true,  false
            30, 120, true,  31, 120, true,  false
            -1, -1,      ,    ,    ,     ,  true
              , 120,     ,  -1, 120,     ,  true
              , 120,     ,  -1,    ,     ,  false
            """)
    void lifecycles_are_the_same_where_their_days_are_and_the_opt_in_does_not_differ(
            @Nullable Long cold,
            @Nullable Long delete,
            @Nullable Boolean archive,
            @Nullable Long otherCold,
            @Nullable Long otherDelete,
            @Nullable Boolean otherArchive,
            boolean same) {
        PointLifecycle one = new PointLifecycle(cold, delete, archive);
        PointLifecycle other = new PointLifecycle(otherCold, otherDelete, otherArchive);

        assertThat(one.sameAs(other)).isEqualTo(same);
        assertThat(other.sameAs(one)).isEqualTo(same);
    }
}
