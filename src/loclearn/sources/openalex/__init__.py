"""Publications and their institutions, as OpenAlex has them."""
