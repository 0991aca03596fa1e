/** The program that the page on selling shows: it stands there as it stands here, and says nothing of its own. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
