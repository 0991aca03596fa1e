/**
 * Where payment providers send their webhooks, in an application that serves HTTP. Takes the bytes as they came, asks billing to
 * keep them, and answers; what they say is worked later, by due work. Owns no rule and no table.
 */
@NullMarked
package dev.spike.spring.web;

import org.jspecify.annotations.NullMarked;
