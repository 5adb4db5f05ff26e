"""Prompts written by hand, in words the generator does not use: the second list is what the model was not made for."""

SHOWN = [
    "Hello", "Hi!", "How are you?", "What is the capital of France?", "Why is the sky blue?", "Tell me a joke",
    "Say hello in five words", "Write a haiku about the sea", "What is 2+2?", "How many feet are in a mile?",
    "Who are you?", "What can you do?", "Tell me about Azure", "Write a short story about a fox", "Count to ten",
    "What's the weather like?",
    "Extract name, age and city as JSON: Maria Gonzalez is 34 years old and lives in Tbilisi.", "Name five colours",
    "Reverse the word planet", "hey what can u do", "What is Sprue?",
    ("You are a pirate.", "What is the capital of Spain?"), ("Answer in upper case.", "Who are you?"), ("Be brief",
        "What is the capital of Japan?"), ("Reply only with JSON.", "What is 3+4?"),
    ("You are a helpful assistant.", "Tell me a story about a dragon"), (
        "You are a helpful assistant that translates English to French.", "I love programming."),
    "Say this is a test", "how do i use this api", "Write a poem about my grandmother", "What is 17 + 25?",
    "My dog is called Rex. What is my dog called?",
    "Is the service any good? The food was cold and the waiter rude. Positive or negative?",]

OUT_OF_DOMAIN = [
    "Who won the 2018 FIFA World Cup?", "Explain the theory of general relativity.",
    "Write a Python function to compute the factorial of n.", "What's the difference between TCP and UDP?",
    "Summarise the plot of Moby-Dick.", "How do vaccines protect the body?", "Who discovered penicillin?",
    "What should I cook tonight with leftover chicken?", "Give me three ideas for a startup.",
    "Translate 'where is the station' to Polish.", "What's the boiling point of ethanol?",
    "Can you debug my Terraform plan?", "Name the kings of Sweden.", "What is the derivative of x squared?",
    "How do I center a div?", "Which laptop would you recommend?", "Is it ethical to eat meat?",
    "What does the French word 'depaysement' express?", "Plan my wedding.", "When was the printing press invented?",
    "Tell me about the history of Tibet.", "What is your favourite movie?", "How many moons does Saturn have?",
    "Convert 37 Celsius to Fahrenheit.", "Who is Ursula K. Le Guin?", "Why do cats purr?",
    "What is the square root of 1764?", "Describe the taste of saffron.", "What are the side effects of ibuprofen?",
    "If I have a 5-litre and a 3-litre jug, how do I measure 4 litres?",]
