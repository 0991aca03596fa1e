package dev.spike.spring.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where payment providers send their webhooks: POST to spike.path, /webhooks/ and the provider's name.
 *
 * @param enabled Whether they are taken there. With false, hand them to Billing.receive yourself, byte for byte.
 */
@ConfigurationProperties("spike.webhooks")
record WebhookProperties(@DefaultValue("true") boolean enabled) {}
