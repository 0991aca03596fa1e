/** Many threads and two nodes on one account, started together by barriers and judged by what the rows say. */
@NullMarked
package dev.spike.testkit.race;

import org.jspecify.annotations.NullMarked;
