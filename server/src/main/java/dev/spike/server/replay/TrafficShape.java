package dev.spike.server.replay;

import java.util.Arrays;
import java.util.List;

/**
 * The shape of one hour of a production chat service, in figures: how many calls came in each minute, and how many tokens
 * they had. From them {@link GeneratedTraffic} makes an hour like it.
 *
 * <p>Source: Azure LLM inference trace 2023, conversation (github.com/Azure/AzurePublicDataset,
 * {@code AzureLLMInferenceTrace_conv.csv}), licence CC-BY 4.0; Patel et al., "Splitwise: Efficient Generative LLM Inference
 * Using Phase Splitting", ISCA 2024. The figures were measured from it: 19,366 calls in 58 minutes and 22 seconds with
 * 22,361,870 tokens in and 4,088,665 out.
 *
 * <p>Bursts: the minutes differ, from 191 to 507 calls, and within a minute calls come independently of each other.
 * Seconds then vary as they do in the source, within a tenth: the variance of calls a second is 7.7 at a mean of 5.5, and
 * the minutes explain 1.5 of it.
 *
 * <p>Tokens: answers depend on the context, but do not grow with it (rank correlation 0.07): contexts of 700 to 1300
 * tokens are answered at length, shorter and longer ones briefly. So each tenth of the calls, by context, has figures of
 * its own.
 */
final class TrafficShape {

    /** The calls of the hour, and of {@link #CALLS_BY_MINUTE} together. */
    static final int CALLS = 19_366;

    static final long MINUTE_MICROS = 60_000_000;

    /** The source ends within its last minute; its calls came in these first microseconds of it. */
    static final long LAST_MINUTE_MICROS = 21_721_938;

    static final List<Long> CALLS_BY_MINUTE = numbers("""
            191 265 329 353 307 273 268 261 322 298 301 302 345 326 283 279 280 308 343 351
            351 343 408 396 386 398 432 480 476 453 448 507 438 413 423 418 465 311 329 316
            333 355 319 360 334 375 330 249 221 249 265 280 256 254 242 260 246 225 37
            """);

    /** For each tenth of the calls by context: quantiles of the context, then of what was generated. */
    static final List<Tokens> TOKENS_BY_TENTH = tokens("0 250 500 900 990 1000", "0 100 250 500 750 900 990 1000", """
               2  120  181  203  206   207 | 11  66 112 161 189 217 292 1000
             207  235  372  384  387   387 |  7  18  59  76  99 162 217  436
             387  393  396  402  403   403 | 36  80  88  96 108 128 170  200
             403  407  414  456  681   703 | 25  81  89  99 115 141 200  739
             703  922  984 1014 1020  1020 | 10  81 121 395 415 446 609  921
            1020 1033 1045 1065 1070  1071 | 33 379 394 407 428 482 667 1000
            1071 1083 1097 1122 1129  1130 | 28 376 393 407 429 500 661 1000
            1130 1153 1189 1314 1315  1315 | 26  92 180 396 418 456 643  992
            1315 1434 1876 2584 2705  2734 | 15  50  70  95 139 192 421  918
            2735 4075 4083 4142 6122 14050 | 17  35  43  58  87 132 246  757
            """);

    private TrafficShape() {}

    /** How many tokens the calls of one tenth have. */
    record Tokens(Quantiles context, Quantiles generated) {}

    private static List<Tokens> tokens(String contextPermille, String generatedPermille, String tenths) {
        List<Long> contextPoints = numbers(contextPermille);
        List<Long> generatedPoints = numbers(generatedPermille);
        return tenths.lines()
                .map(line -> line.split("\\|"))
                .map(sides -> new Tokens(
                        new Quantiles(contextPoints, numbers(sides[0])),
                        new Quantiles(generatedPoints, numbers(sides[1]))))
                .toList();
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(Long::valueOf).toList();
    }
}
